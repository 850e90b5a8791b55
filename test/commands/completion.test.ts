import assert from 'node:assert/strict';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadWorld, startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { checkout } from '../ground/paths.ts';
import { programFile } from '../ground/program.ts';
import { outcome } from '../ground/run.ts';
import { apiServer, json } from '../support/api-server.ts';
import { runOn } from '../support/practice.ts';
import { atHome, runProgram, type RunProgram } from '../support/program.ts';
import { runInTerminal } from '../support/terminal.ts';

/** Other tests run beside this one. */
const PATIENT = { KUBECTL_JAEGER_COMPLETION_TIMEOUT: '15s' };

const NOTHING = ':4\n';

describe('kubectl jaeger __complete', () => {
  let sandbox: Sandbox;
  before(async () => {
    const users = {
      nobody: { rights: {} },
      'no-workloads': { rights: { 'jaegers.jaegertracing.io': ['list'] } },
    };
    sandbox = await startSandbox({ world: await loadWorld('production'), users });
  });
  after(() => sandbox.close());

  type Options = RunProgram & { readonly user?: string };

  async function ask(
    words: readonly string[],
    options: Options = {},
  ): Promise<{ stdout: string; requests: readonly string[] }> {
    const env = { ...PATIENT, ...options.env };
    const { code, stdout, stderr, requests } = await runOn(sandbox, ['__complete', ...words], { ...options, env });
    assert.deepEqual([code, stderr], [0, '']);
    return { stdout, requests };
  }

  for (const [words, expected, asked] of [
    [['status', ''], 'jaeger-all-in-one-inmemory\tjaeger-operator, allinone, memory\n:4\n', /\/namespaces\/default\//],
    [
      ['status', '-n', 'jaeger-production', ''],
      'jaeger-production\tjaeger-operator, production, elasticsearch\n:4\n',
      /\/namespaces\/jaeger-production\//,
    ],
    [['-n', 'jaeger-production', 'logs', 'x'], NOTHING, /\/namespaces\/jaeger-production\//],
    [
      ['status', '--namespace='],
      'default\njaeger-production\nkube-public\nkube-system\nobservability\n:4\n',
      /^GET \/api\/v1\/namespaces\?limit=500$/,
    ],
    [['inject', 'dep'], 'deployment/\n:6\n', /\/deployments\?limit=500$/],
    [['inject', 'jaeger'], 'jaeger-all-in-one-inmemory\n:4\n', /\/deployments\?limit=500$/],
    [['inject', 'deploy/'], 'deploy/jaeger-all-in-one-inmemory\n:4\n', /\/deployments\?limit=500$/],
    [['inject', 'jaeger-all-in-one-inmemory', 'j'], NOTHING, /\/deployments\?limit=500$/],
    [['uninject', 'namespace/o'], 'namespace/observability\n:4\n', /^GET \/api\/v1\/namespaces\?limit=500$/],
    [
      ['inject', '--instance', 'jaeger-production/'],
      'jaeger-production/jaeger-production\tjaeger-operator, production, elasticsearch\n:4\n',
      /\/namespaces\/jaeger-production\//,
    ],
    [
      ['retention', '--es-pod=jaeger-production/e'],
      'jaeger-production/elasticsearch-0\n:4\n',
      /^GET \/api\/v1\/namespaces\/jaeger-production\/pods\?limit=500$/,
    ],
    [['install', '--es-storage-class', ''], 'gp2\n:4\n', /^GET \/apis\/storage.k8s.io\/v1\/storageclasses\?limit=500$/],
  ] as const)
    it(words.join(' '), async () => {
      const { stdout, requests } = await ask(words);
      assert.equal(stdout, expected);
      assert.ok(requests.length > 0 && requests.length <= 6);
      for (const request of requests.filter((one) => one !== 'GET /apis')) assert.match(request, asked);
    });

  it('asks no cluster for what it knows', async () => {
    for (const words of [
      [''],
      ['status', '-'],
      ['status', '-o', ''],
      ['status', '--context', ''],
      ['-n', 'x', 'list', ''],
    ])
      assert.deepEqual((await ask(words)).requests, []);
    const { stdout } = await ask(['status', '--context', '']);
    assert.equal(stdout, 'sandbox\n:4\n');
  });

  it('offers what may be seen', async () => {
    assert.equal((await ask(['status', ''], { user: 'nobody' })).stdout, NOTHING);
    assert.equal((await ask(['inject', 'deployment/'], { user: 'nobody' })).stdout, NOTHING);
    assert.equal((await ask(['status', '-n', ''], { user: 'nobody' })).stdout, 'default\n:4\n');
    assert.match((await ask(['status', ''], { user: 'no-workloads' })).stdout, /^jaeger-all-in-one-inmemory\t/);
  });

  it('heeds the flags of the line', async () => {
    const kubeconfig = sandbox.kubeconfig('nobody');
    const token = '--token=token-of-admin';
    assert.match((await ask(['status', token, ''], { kubeconfig })).stdout, /^jaeger-all-in-one-inmemory\t/);
    assert.equal((await ask(['status', '--kubeconfig', '/nonesuch', ''])).stdout, NOTHING);
    assert.deepEqual((await ask(['status', '--context', 'nonesuch', ''])).requests, []);
  });

  it('says nothing of what is wrong', async () => {
    for (const options of [
      { kubeconfig: 'clusters:\n\t- broken' },
      { kubeconfig: '' },
      { server: 'http://127.0.0.1:1' },
      { server: 'https://127.0.0.1:1', env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
    ]) {
      const { code, stdout, stderr } = await runProgram(['__complete', 'status', ''], options);
      assert.deepEqual([code, stdout, stderr], [0, NOTHING, '']);
    }
    const plugin = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', interactiveMode: 'IfAvailable' };
    const config = JSON.parse(sandbox.kubeconfig()) as { users: { user: object }[] };
    for (const entry of config.users) entry.user = { exec: { ...plugin, args: ['-c', 'echo log in >&2; exit 1'] } };
    assert.equal((await ask(['status', ''], { kubeconfig: JSON.stringify(config) })).stdout, NOTHING);
  });

  it('shows no name that could drive a terminal', async () => {
    const server = await apiServer((response) =>
      json(response, 200, {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: {},
        items: ['good', 'bad\u001b[2J', 'two\nlines', 'a\tb'].map((name) => ({ metadata: { name } })),
      }),
    );
    const { stdout } = await runProgram(['__complete', 'status', '-n', ''], { server: server.url, env: PATIENT });
    await server.close();
    assert.equal(stdout, 'good\n:4\n');
  });

  it('gives what it knows when time is up, and ends', async () => {
    const off = sandbox.fault({ what: 'slow', on: /statefulsets/, seconds: 60 });
    const began = performance.now();
    const { stdout } = await ask(['status', ''], { env: { KUBECTL_JAEGER_COMPLETION_TIMEOUT: '4s' } });
    off();
    assert.match(stdout, /^jaeger-all-in-one-inmemory\t.*\n:4\n$/);
    assert.ok(performance.now() - began < 15_000);
  });
});

describe('kubectl jaeger completion', () => {
  it('prints a script for each shell, and the program for kubectl', async () => {
    for (const [shell, begins] of [
      ['kubectl', '#!/usr/bin/env sh\nexec kubectl-jaeger __complete'],
      ['bash', '# bash completion'],
      ['zsh', '#compdef kubectl-jaeger\n'],
      ['fish', '# fish completion'],
      ['powershell', '# PowerShell completion'],
    ] as const) {
      const { code, stdout, stderr } = await runProgram(['completion', shell]);
      assert.deepEqual([code, stderr], [0, '']);
      assert.ok(stdout.startsWith(begins), stdout.slice(0, 80));
    }
    assert.equal((await runProgram(['completion', 'tcsh'])).code, 2);
    assert.equal((await runProgram(['completion'])).code, 2);
  });

  for (const [line, expected] of [
    ['kubectl-jaeger sta', ['status']],
    ['kubectl-jaeger status --output=j', ['json']],
    ['kubectl-jaeger status -o ', ['table', 'wide', 'json', 'yaml', 'name']],
    ["kubectl-jaeger --context 'my own' lo", ['logs']],
    ['kubectl-jaeger status --context arn:aws:c', ['c1', 'c2']],
    ['kubectl-jaeger status --context m', ['my\\ own']],
    ['kubectl-jaeger status --context ', ['arn:aws:c1', 'arn:aws:c2', 'my\\ own', '\\$\\(touch\\ owned\\)']],
    ['kubectl-jaeger inject ~/x', []],
  ] as const)
    it(`completes in bash: ${line}‸`, async () => {
      assert.deepEqual(await inBash(line), expected);
    });

  it('is what kubectl runs as kubectl_complete-jaeger, by its path alone', async () => {
    await withPrograms(async (home, env) => {
      const shim = join(home, 'kubectl_complete-jaeger');
      await writeFile(shim, (await runProgram(['completion', 'kubectl'])).stdout);
      await chmod(shim, 0o755);
      for (const file of [shim, join(checkout, 'bin/kubectl_complete-jaeger')]) {
        const { code, stdout, stderr } = await outcome([file, 'sta'], { env });
        assert.deepEqual([code, stdout.split('\t')[0], stderr], [0, 'status', '']);
      }
    });
  });
});

const ODD = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Config',
  contexts: ['arn:aws:c1', 'arn:aws:c2', 'my own', '$(touch owned)'].map((name) => ({ name, context: {} })),
});

/** A home directory in which the program is on PATH, and a kubeconfig with odd names. */
function withPrograms<T>(work: (home: string, env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  return atHome({ kubeconfig: ODD }, async (home, env) => {
    const bin = join(home, 'bin');
    await mkdir(bin);
    await symlink(programFile, join(bin, 'kubectl-jaeger'));
    const PATH = [bin, join(checkout, 'node_modules/.bin'), env['PATH']].join(':');
    return work(home, { ...env, ...PATIENT, PATH });
  });
}

/** What a real bash, at a terminal and with nothing of its own, offers at the end of a line. */
async function inBash(line: string): Promise<readonly string[]> {
  const prepare = `mkdir bin; ln -s ${programFile} bin/kubectl-jaeger; export PATH="$PWD/bin:${join(checkout, 'node_modules/.bin')}:$PATH"
kubectl-jaeger completion bash >rc; cat >>rc <<'end'
show() { _kubectl_jaeger "$@"; { printf 'offered'; printf '<%s>' "\${COMPREPLY[@]}"; printf 'all\\n'; } >/dev/tty; }
complete -o default -F show kubectl-jaeger; PS1='ready> '
end
exec bash --noprofile --rcfile rc -i`;
  let offered: readonly string[] = [];
  await runInTerminal([], { kubeconfig: ODD, script: prepare, env: PATIENT }, async ({ until, type, shown }) => {
    await until(/ready> /);
    type(`${line}\t`);
    await until(/offered(<.*>)all/);
    const [, all = ''] = /offered<(.*)>all/.exec(shown()) ?? [];
    offered = all === '' ? [] : all.split('><').map((one) => one.replace(/ +\(.*$/, ''));
    type('\u0015ls; exit\r');
    await until(/\bbin\b/);
    assert.doesNotMatch(shown().slice(shown().lastIndexOf('ls; exit')), /\bowned\b/);
  });
  return offered;
}
