import assert from 'node:assert/strict';
import { parse, parseAllDocuments } from 'yaml';
import { json, status, apiServer, type Asked } from '../support/api-server.ts';
import { runProgram } from '../support/program.ts';

const OFFLINE = ['--dry-run=client', '-o', 'yaml'];

describe('install without a cluster', () => {
  it('prints what it would make, and says the rest beside it', async () => {
    const { code, stdout, stderr } = await runProgram([
      'install',
      'prod',
      '-n',
      'tracing',
      '--create-namespace',
      '--storage=elasticsearch',
      '--rollover-schedule',
      '@hourly',
      '--es-url=http://es:9200',
      '--no-ingress',
      ...OFFLINE,
    ]);
    assert.equal(code, 0);
    assert.match(stderr, /^note: Jaeger v1 and its operator have had no updates/);
    assert.match(stderr, /\nnote: es\.use-aliases is set to true/);
    const [namespace, jaeger] = [parseAllDocuments(stdout)].flat().map((document): unknown => document.toJS());
    assert.deepEqual(namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tracing' } });
    assert.deepEqual(jaeger, {
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      metadata: { name: 'prod', namespace: 'tracing' },
      spec: {
        storage: {
          type: 'elasticsearch',
          options: { es: { 'server-urls': 'http://es:9200', 'use-aliases': true } },
          esRollover: { schedule: '@hourly' },
        },
        ingress: { enabled: false },
      },
    });
  });

  it('prints a line for each object, or its name, as kubectl', async () => {
    const argv = ['install', 'a', '--dry-run=client'];
    assert.equal((await runProgram(argv)).stdout, 'jaeger.jaegertracing.io/a created (dry run)\n');
    assert.equal((await runProgram([...argv, '-o', 'name'])).stdout, 'jaeger.jaegertracing.io/a\n');
  });

  it('takes a manifest from stdin, with its name, and flags over it', async () => {
    const manifest =
      'apiVersion: jaegertracing.io/v1\nkind: Jaeger\nmetadata: {name: given}\nspec: {strategy: production, storage: {type: cassandra}}\n';
    const { code, stdout } = await runProgram(['install', '-f', '-', '--cassandra-servers=c', ...OFFLINE], {
      input: manifest,
    });
    assert.equal(code, 0);
    assert.deepEqual(parse(stdout), {
      ...(parse(manifest) as object),
      spec: { strategy: 'production', storage: { type: 'cassandra', options: { cassandra: { servers: 'c' } } } },
    });
  });

  it('refuses with 2 what makes no sense, before it looks for a cluster', async () => {
    for (const [argv, reason] of [
      [[], /^error: the instance needs a name: install NAME\n/],
      [['Upper'], /^error: NAME "Upper": it is lower-case/],
      [['a', '-n', 'x.y'], /^error: --namespace "x\.y": it is lower-case/],
      [['a', '--storage', 'opensearch'], /^error: --storage "opensearch": it is one of memory, badger/],
      [['a', '--set', 'x'], /^error: --set "x": it is PATH=VALUE/],
      [['a', '--es-nodes', '-1'], /^error: --es-nodes "-1": it is a whole number/],
      [['a', '--dry-run', 'maybe'], /^error: expected --dry-run=maybe to be one of: none, client, server\n/],
      [['a', '-f', '/nonexistent'], /^error: --filename \/nonexistent: it cannot be read \(ENOENT\)\n/],
      [['a', '--strategy', 'production', '--dry-run=client'], /^error: --strategy production with --storage memory/],
    ] as const) {
      const { code, stdout, stderr } = await runProgram(['install', ...argv]);
      assert.equal(code, 2, argv.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, reason);
    }
  });
});

describe('install', () => {
  const LIVE = {
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'a', namespace: 'default', uid: 'u', resourceVersion: '1' },
    spec: { strategy: 'allinone', storage: { type: 'memory', options: {} } },
  };

  /** Answers as a cluster in which the resource is; whoever patches finds that it has changed, so many times. */
  async function changing(
    argv: readonly string[],
    stale: number,
  ): Promise<{ code: number; stderr: string; patches: string[] }> {
    const patches: string[] = [];
    const server = await apiServer((response, asked: Asked) => {
      if (asked.method === 'PATCH') {
        patches.push(asked.url);
        if (patches.length <= stale)
          return json(response, 409, status(409, { reason: 'Conflict', message: 'changed' }));
        const spec = { ...LIVE.spec, query: { replicas: 2 } };
        return json(response, 200, { ...LIVE, spec });
      }
      return json(response, 200, asked.url.includes('jaegers') ? LIVE : { groups: [] });
    });
    try {
      const { code, stderr } = await runProgram(
        ['install', 'a', '--wait=false', '--set', 'query.replicas=2', ...argv],
        {
          server: server.url,
        },
      );
      return { code, stderr, patches };
    } finally {
      await server.close();
    }
  }

  it('makes a plan that has gone stale anew, and shows it again only where it is another one', async () => {
    const { code, stderr, patches } = await changing(['--yes'], 2);
    assert.equal(code, 0);
    assert.equal(patches.length, 4); // two that were stale, the dry run, and the change
    assert.equal(stderr.match(/spec\.query\.replicas: \(none\) -> 2/g)?.length, 1);
  });

  it('gives up where that goes on', async () => {
    const { code, stderr } = await changing(['--yes'], 100);
    assert.equal(code, 1);
    assert.match(stderr, /\nerror: jaeger\.jaegertracing\.io\/a has changed since the plan was made\nhint: /);
  });

  it('changes nothing that exists without a yes', async () => {
    const { code, stderr, patches } = await changing([], 0);
    assert.equal(code, 2);
    assert.match(stderr, /without a terminal that needs --yes\n/);
    assert.deepEqual(patches, []);
  });
});
