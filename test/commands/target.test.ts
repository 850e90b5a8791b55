import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, programFile, startOf } from '../ground/program.ts';
import { outcome } from '../ground/run.ts';
import { simple } from '../support/kubeconfigs.ts';
import { runProgram } from '../support/program.ts';
import { recordingServers, tlsFile, type RecordingServers } from '../support/recording-servers.ts';
import { runInTerminal } from '../support/terminal.ts';

const [starter = '', ...script] = program;

describe('which cluster, as whom', () => {
  let servers: RecordingServers;
  let dir: string;
  before(async () => {
    servers = await recordingServers();
    dir = await mkdtemp(join(tmpdir(), 'target-test-'));
  });
  after(async () => {
    servers.close();
    await rm(dir, { recursive: true });
  });

  const config = async (server: string, user: object): Promise<string> => {
    const file = join(dir, 'config');
    const cluster = { server: `https://${server}`, 'certificate-authority': tlsFile('ca.crt') };
    await writeFile(file, JSON.stringify(simple(cluster, user, 'mine')));
    return file;
  };

  /** The request for instances that a command line leads to. */
  async function asked(argv: readonly string[]): Promise<unknown> {
    const from = servers.requests.length;
    const KUBECONFIG = await config(servers.ports.server, { token: 'secret' });
    const { stderr } = await runProgram(argv, { env: { KUBECONFIG } });
    const request = servers.requests.slice(from).find(({ path }) => path.endsWith('/jaegers'));
    assert.ok(request, stderr);
    return [request.path.split('/')[5] ?? '-A', request.certificate, request.authorization, ...request.impersonation];
  }

  // Expectations as kubectl 1.36.3 does them: npm run prove -- kubeconfig compares.
  for (const [argv, expected] of [
    [['status'], ['mine', '', 'Bearer secret']],
    [
      ['-n', 'x', 'status'],
      ['x', '', 'Bearer secret'],
    ],
    [
      ['status', '-n=x', '-ny'],
      ['y', '', 'Bearer secret'],
    ],
    [
      ['status', '--all-namespaces=false', '--token', '-t-'],
      ['mine', '', 'Bearer -t-'],
    ],
    [
      ['status', '-Ao', 'json'],
      ['-A', '', 'Bearer secret'],
    ],
    [
      ['status', '--as=ann', '--as-group=g,h', '--as-group', 'i', '--as-uid=1', '--as-user-extra', 'k=v'],
      [
        'mine',
        '',
        'Bearer secret',
        'impersonate-extra-k: v',
        'impersonate-group: g,h',
        'impersonate-group: i',
        'impersonate-uid: 1',
        'impersonate-user: ann',
      ],
    ],
    [
      ['status', `--client-certificate=${tlsFile('client.crt')}`, `--client-key=${tlsFile('client.key')}`],
      ['mine', 'client', 'Bearer secret'],
    ],
  ] as const) {
    it(argv.map((word) => word.replace(/.*\//, '')).join(' '), async () => {
      assert.deepEqual(await asked(argv), expected);
    });
  }

  it('does not trust a server that another authority signed for, whatever Node.js is told', async () => {
    const KUBECONFIG = await config(servers.ports.other, { token: 'secret' });
    const { code, stderr } = await runProgram(['status'], { env: { KUBECONFIG, NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    assert.equal(code, 1);
    assert.match(stderr, /^Unable to connect to the server: .*certificate/m);
    assert.ok(servers.requests.every(({ server }) => server !== 'other'));
  });

  it('ends with 2 for a timeout that is none, and shows no stack', async () => {
    const { code, stdout, stderr } = await runProgram(['status', '--request-timeout=soon']);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.equal(
      stderr,
      'error: invalid timeout "soon": --request-timeout takes seconds, or numbers with a unit (e.g. 1s, 2m, 1h30m)\n' +
        "See 'kubectl jaeger --help' for usage.\n",
    );
  });

  it('gives up on a server that does not answer within --request-timeout', async () => {
    const KUBECONFIG = await config(servers.ports.hanging, { token: 'secret' });
    const { code, stderr } = await runProgram(['status', '--request-timeout', '1'], { env: { KUBECONFIG } });
    assert.equal(code, 1);
    assert.match(stderr, /within 1 s/);
  });

  it('shows the stack with -v=6 alone', async () => {
    const KUBECONFIG = join(dir, 'broken');
    await writeFile(KUBECONFIG, 'users:\n- name: 5\n');
    const said = `error: error loading config file "${KUBECONFIG}": line 2: users[0].name must be a string, not a number\nhint: kubeconfig read from: ${KUBECONFIG}\n`;
    assert.equal((await runProgram(['status'], { env: { KUBECONFIG } })).stderr, said);
    const { stderr } = await runProgram(['status', '-v=6'], { env: { KUBECONFIG } });
    assert.ok(stderr.startsWith(said));
    assert.match(stderr, /\n {4}at /);
  });

  const waiting = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', interactiveMode: 'Never' };
  for (const [what, port, user] of [
    ['a request', 'hanging', { token: 'secret' }],
    ['a credential plugin', 'server', { exec: { ...waiting, args: ['-c', 'echo started >&2; exec sleep 60'] } }],
    [
      'a credential plugin’s child',
      'server',
      { exec: { ...waiting, args: ['-c', 'echo started >&2; sleep 5; true'] } },
    ],
  ] as const) {
    for (const [signal, expected] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      it(`ends with ${expected} at once after ${signal}, during ${what} that hangs`, async () => {
        const KUBECONFIG = await config(servers.ports[port], user);
        const from = servers.connections.length;
        const child = spawn(starter, [...script, 'status'], {
          env: { PATH: process.env['PATH'], HOME: dir, KUBECONFIG },
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        const errors: Buffer[] = [];
        child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
        const hangs = (): boolean => errors.length > 0 || (port === 'hanging' && servers.connections.length > from);
        for (let tries = 0; tries < 300 && !hangs(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
        assert.ok(hangs());
        const began = Date.now();
        child.kill(signal);
        const [code] = (await once(child, 'exit')) as [number | null];
        assert.equal(code, expected);
        // A second on a machine that has nothing else to do.
        assert.ok(Date.now() - began < 3000, `${Date.now() - began} ms`);
        assert.doesNotMatch(Buffer.concat(errors).toString(), /error|\n {4}at /);
      });
    }
  }
});

describe('the name by which the program is called', () => {
  for (const [file, started, name] of [
    ['kubectl-jaeger', '/usr/bin/kubectl', 'kubectl jaeger'],
    ['kubectl-jaeger', '/usr/bin/oc', 'oc jaeger'],
    ['oc-jaeger', '/usr/bin/oc', 'oc jaeger'],
    ['kj', '/usr/bin/kj', 'kj'],
  ] as const) {
    it(`is ${name} in help and hints, as ${file} by ${started}`, async () => {
      const dir = await mkdtemp(join(tmpdir(), 'name-test-'));
      try {
        await mkdir(join(dir, 'path'));
        await symlink(programFile, join(dir, 'path', file));
        const run = (...argv: string[]): ReturnType<typeof outcome> =>
          outcome([...startOf(join(dir, 'path', file)), ...argv], {
            env: { PATH: process.env['PATH'], HOME: dir, _: started },
          });
        for (const argv of [['status', '-h'], ['status', '--help'], ['-h']])
          assert.match((await run(...argv)).stdout, new RegExp(`USAGE\\n {2}\\$ ${name} `));
        assert.match((await run('status', '--nonesuch')).stderr, new RegExp(`See '${name} --help'`));
      } finally {
        await rm(dir, { recursive: true });
      }
    });
  }

  it('stands in plain help where colour is not wanted, on a terminal as well', async () => {
    const isColoured = async (env: NodeJS.ProcessEnv): Promise<boolean> => {
      const { shown } = await runInTerminal(['status', '--help'], { env: { TERM: 'xterm-256color', ...env } });
      assert.match(shown, /USAGE/);
      return shown.includes('\u001b[');
    };
    assert.equal(await isColoured({}), true);
    for (const env of [{ NO_COLOR: '1' }, { NO_COLOR: '' }, { TERM: 'dumb' }])
      assert.equal(await isColoured(env), false, JSON.stringify(env));
  });
});
