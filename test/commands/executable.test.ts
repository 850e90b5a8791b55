import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { buildExecutable } from '../../packaging/executables.ts';
import { hostTarget } from '../../packaging/targets.ts';
import { outcome, type Outcome } from '../ground/run.ts';
import { atHome } from '../support/program.ts';
import { runInTerminal } from '../support/terminal.ts';

const HOSTILE = 'console.error("HOSTILE"); process.exitCode = 9;';

describe('the executable', () => {
  let folder: string;
  let executable: string;
  let sandbox: Sandbox;

  before(async function () {
    this.timeout(300_000); // on a new machine Bun is fetched first
    folder = await mkdtemp(join(tmpdir(), 'executable-test-'));
    [executable, sandbox] = await Promise.all([buildExecutable(hostTarget(), folder), startPractice('production')]);
  });
  after(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  /** In a directory with these files, a kubeconfig of the practice cluster beside them. */
  const run = (
    argv: readonly string[],
    env: NodeJS.ProcessEnv = {},
    files: Readonly<Record<string, string>> = {},
  ): Promise<Outcome> =>
    atHome({ kubeconfig: sandbox.kubeconfig() }, async (home, inherited) => {
      for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
      return outcome([executable, ...argv], { cwd: home, env: { ...inherited, ...env } });
    });

  it('is the same each time that it is made, to the byte', async function () {
    this.timeout(120_000);
    const again = await buildExecutable(hostTarget(), join(folder, 'again'));
    assert.ok((await readFile(again)).equals(await readFile(executable)));
  });

  it('runs without Node.js, and reads and watches a cluster', async () => {
    const { stdout, code, stderr } = await run(['list', '-A'], { PATH: '' });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^jaeger-production .*jaeger-operator .*Ready/m);
    assert.equal((await run(['status', '-n', 'jaeger-production', '--wait', '--timeout=10s'])).code, 0);
  });

  it('asks on a terminal, and takes Ctrl-C for an answer', async () => {
    const options = { started: [executable], kubeconfig: sandbox.kubeconfig() };
    const { code, shown } = await runInTerminal(['install'], options, async ({ until, type }) => {
      await until(/In which namespace\?/);
      type('\x03');
    });
    assert.equal(code, 130, shown);
    assert.match(shown, /nothing has been changed/);
  });

  const plain = ['version', '--client'];
  for (const [what, env, files] of [
    ['.env', {}, { '.env': 'KUBECONFIG=/hostile\nNO_COLOR=1\n', '.env.production': 'KUBECONFIG=/hostile\n' }],
    [
      'bunfig.toml',
      {},
      { 'bunfig.toml': 'preload = ["./hostile.js"]\n', '.bunfig.toml': 'preload = ["./hostile.js"]\n' },
    ],
    [
      'package.json',
      {},
      { 'package.json': '{"name":"kubectl-jaeger","version":"6.6.6","type":"module","main":"./hostile.js"}' },
    ],
    ['tsconfig.json', {}, { 'tsconfig.json': '{"compilerOptions":{"baseUrl":".","paths":{"*":["./hostile.js"]}}}' }],
    ['oclif.manifest.json', {}, { 'oclif.manifest.json': '{"version":"6.6.6","commands":{}}' }],
    ['NODE_OPTIONS', { NODE_OPTIONS: '--require=./hostile.js' }, {}],
    ['NODE_PATH and a compile cache', { NODE_PATH: '.', NODE_COMPILE_CACHE: './cache' }, {}],
    ['BUN_BE_BUN', { BUN_BE_BUN: '1' }, {}],
    ['BUN_OPTIONS, which preload', { BUN_OPTIONS: '--preload=./hostile.js' }, {}],
    ['BUN_OPTIONS, which wait for a debugger', { BUN_OPTIONS: '--inspect-wait' }, {}],
    ['BUN_INSPECT', { BUN_INSPECT: 'ws://127.0.0.1:0/hostile?wait=1' }, {}],
    ['BUN_INSPECT_PRELOAD', { BUN_INSPECT_PRELOAD: './hostile.js' }, {}],
    ['BUN_CONFIG_VERBOSE_FETCH', { BUN_CONFIG_VERBOSE_FETCH: 'curl' }, {}],
    ['directories of Bun’s', { BUN_INSTALL: '.', XDG_CONFIG_HOME: '.', BUN_TMPDIR: '/nonesuch' }, {}],
  ] as const) {
    it(`is the same whatever ${what} says`, async () => {
      for (const argv of [plain, ['list', '-A', '-o', 'json']]) {
        const expected = await run(argv);
        assert.equal(expected.code, 0, expected.stderr);
        assert.deepEqual(await run(argv, env, { ...files, 'hostile.js': HOSTILE }), expected, argv.join(' '));
      }
    });
  }

  it('writes nothing where it is told to write the order of its code', async () => {
    await atHome({}, async (home, env) => {
      const order = join(home, 'order');
      await outcome([executable, ...plain], { env: { ...env, BUN_BYTECODE_ORDER_OUT: order } });
      await assert.rejects(rm(order), { code: 'ENOENT' });
    });
  });

  it('says where a failure comes from by the names of our functions', async () => {
    const { stderr } = await outcome([executable, 'list', '-v=6', '--context', 'nonesuch'], { env: {} });
    assert.match(stderr, /\n {4}at .*loadConnection/);
  });
});
