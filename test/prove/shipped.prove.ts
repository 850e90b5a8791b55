import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/index.ts';
import { startPractice } from '../../sandbox/practice.ts';
import { buildExecutable } from '../../packaging/executables.ts';
import { buildNodeExecutable } from '../../packaging/node-executable.ts';
import { hostTarget } from '../../packaging/targets.ts';
import { ARM64_LIBRARIES, requireArm64 } from '../ground/host-tools.ts';
import { checkout } from '../ground/paths.ts';
import { attached, outcome, type Outcome } from '../ground/run.ts';
import { atHome } from '../support/program.ts';

/** `npm run build` first. The tests with the executable for this machine in place of the bundle, and what runs of the other ones. */
const RELEASE = join(checkout, 'release/shipped');

const suite = (files: string, ...options: string[]): readonly string[] => [
  'mocha',
  '--no-config',
  '--forbid-only',
  '--forbid-pending',
  '--require',
  'test/support/without-models.ts',
  ...options,
  ...globSync(files, { cwd: checkout }).toSorted(),
];

describe('what is shipped', () => {
  for (const [what, build] of [
    ['Bun’s executable', (folder: string) => buildExecutable(hostTarget(), folder)],
    ['Node.js’s executable, which would take its place', buildNodeExecutable],
  ] as const)
    it(`passes the command tests: ${what}`, async () => {
      const JAEGER_PROGRAM = await build(join(RELEASE, build.name));
      const argv = suite('test/commands/*.test.ts', '--timeout', '40000');
      assert.equal(await attached(argv, { cwd: checkout, env: { ...process.env, JAEGER_PROGRAM } }), 0);
    });

  it('passes the tests on a real cluster', async () => {
    const JAEGER_PROGRAM = await buildExecutable(hostTarget(), RELEASE);
    const argv = suite(
      'test/{contract,e2e}/*.e2e.ts',
      '--require',
      'test/support/e2e-cluster.ts',
      '--timeout',
      '300000',
    );
    assert.equal(await attached(argv, { cwd: checkout, env: { ...process.env, JAEGER_PROGRAM } }), 0);
  });

  describe('for linux/arm64, in an emulator', () => {
    let sandbox: Sandbox;
    let executable: string;
    before(async () => {
      await requireArm64();
      sandbox = await startPractice('production');
      executable = await buildExecutable({ os: 'linux', arch: 'arm64' }, join(RELEASE, 'linux-arm64'));
    });
    after(() => sandbox.close());

    const emulated = (argv: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
      atHome({ kubeconfig: sandbox.kubeconfig() }, (home, env) =>
        outcome(['qemu-aarch64-static', '-L', ARM64_LIBRARIES, executable, ...argv], {
          cwd: home,
          env: { ...env, ...more },
        }),
      );

    it('helps, knows its version, and lists what is in a cluster', async () => {
      assert.match((await emulated(['--help'])).stdout, /^COMMANDS$/m);
      assert.match((await emulated(['version', '--client'])).stdout, /^Client Version: v/);
      const { code, stdout, stderr } = await emulated(['list', '-A']);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^jaeger-production .*jaeger-operator .*Ready/m);
      assert.equal((await emulated(['status', '-n', 'jaeger-production'])).code, 0);
    });

    it('is deaf to what Bun would obey', async () => {
      const expected = await emulated(['version', '--client']);
      for (const env of [{ BUN_BE_BUN: '1' }, { BUN_OPTIONS: '--version' }])
        assert.deepEqual(await emulated(['version', '--client'], env), expected);
    });
  });

  it('runs on a processor of 2008, without AVX', async () => {
    await requireArm64();
    const executable = await buildExecutable({ os: 'linux', arch: 'amd64' }, join(RELEASE, 'linux-amd64'));
    assert.ok(existsSync(executable));
    const { stdout } = await outcome(['qemu-x86_64-static', '-cpu', 'Nehalem', executable, 'version', '--client']);
    assert.match(stdout, /^Client Version: v/);
  });
});
