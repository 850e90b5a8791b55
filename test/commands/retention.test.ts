import assert from 'node:assert/strict';
import { startPractice } from '../../sandbox/practice.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { runProgram } from '../support/program.ts';
import { assertSchema } from '../support/schemas.ts';

const PRODUCTION = ['-n', 'jaeger-production'];

interface Report {
  readonly kind: string;
  readonly indices: readonly {
    readonly index: string;
    readonly fate: { readonly state: string; readonly at?: string };
  }[];
  readonly whatIf?: { readonly deletedIndices: number };
}

describe('kubectl jaeger retention', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startPractice('production');
  });

  afterEach(() => sandbox.close());

  const retention = (...args: string[]): ReturnType<typeof runProgram> =>
    runProgram(['retention', ...args], { kubeconfig: sandbox.kubeconfig() });

  it('says what becomes of each generation', async () => {
    const { code, stdout, stderr } = await retention(...PRODUCTION, '-o', 'json', '--days', '2');
    assert.equal(code, 0, stderr);
    const report = JSON.parse(stdout) as Report;
    await assertSchema(report);
    const spans = report.indices.filter(({ index }) => index.startsWith('jaeger-span-'));
    assert.deepEqual(
      spans.map(({ index, fate }) => [index, fate.state]),
      [
        ['jaeger-span-000001', 'deleted'],
        ['jaeger-span-000002', 'kept'],
        ['jaeger-span-000003', 'written'],
      ],
    );
    assert.match(spans[0]?.fate.at ?? '', /T23:55:00Z$/);
    assert.equal(report.whatIf?.deletedIndices, 4);
  });

  it('shows those that are asked for', async () => {
    const { stdout } = await retention(...PRODUCTION, '-o', 'name', '--type', 'service', '--older-than', '5d');
    assert.equal(stdout, 'index/jaeger-service-000001\n');
    const { stdout: table } = await retention(...PRODUCTION, '--no-headers', '--type=archive');
    assert.match(table, /^ {2}INDICES\n {2}none$/m);
  });

  it('answers for memory as well', async () => {
    const { code, stdout } = await retention('-n', 'default');
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}memory\n {2}spans are in memory: all of them are lost when the Pod restarts/m);
    assert.match(stdout, /so far that has lasted \w+, since /);
  });

  it('says who says otherwise when a CronJob is suspended', async () => {
    const cleaner = { namespace: 'jaeger-production', name: 'jaeger-production-es-index-cleaner' };
    sandbox.patch('cronjobs.batch', cleaner, { spec: { suspend: true } });
    const { code, stdout } = await retention(...PRODUCTION, '--fail-on', 'warning');
    assert.equal(code, 1);
    assert.match(
      stdout,
      /jaeger-span-000001 .* never deleted: cronjobs\/jaeger-production-es-index-cleaner is suspended$/m,
    );
    assert.match(stdout, /warning JG042 cronjobs\/jaeger-production-es-index-cleaner/);
  });

  it('takes no password on the command line, and no Secret that has no name', async () => {
    for (const [flag, value] of [
      ['--es-url', 'https://me:secret@es.example.com:9200'],
      ['--es-secret', 'a/b/c'],
      ['--older-than', 'long'],
    ] as const) {
      const { code, stdout, stderr } = await retention(...PRODUCTION, flag, value);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, /^error: /);
      assert.ok(!stderr.includes('secret@'), stderr);
    }
  });

  it('tells what it knows without the store, and why not the rest', async () => {
    const pod = { namespace: 'jaeger-production', name: 'elasticsearch-0' };
    sandbox.fault({ what: 'forbidden', on: /\/portforward/ });
    assert.ok(sandbox.get('pods', pod));
    const { code, stdout, stderr } = await retention(...PRODUCTION);
    assert.equal(code, 4, stderr);
    assert.match(stdout, /jaeger-production-es-index-cleaner +every day at 23:55 UTC/);
    assert.match(stderr, /pods\/portforward/);
  });

  it('knows no instance where there is none', async () => {
    const { code, stderr } = await retention('-n', 'kube-system');
    assert.equal(code, 3);
    assert.match(stderr, /no Jaeger instance found/);
  });
});
