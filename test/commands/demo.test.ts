import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { checkout } from '../ground/paths.ts';
import { outcome } from '../ground/run.ts';
import { runInTerminal } from '../support/terminal.ts';

const DEMO = join(checkout, 'sandbox/demo.ts');
const SANDBOX = join(checkout, 'sandbox/cli.ts');
const here = { cwd: checkout };

describe('npm run demo', () => {
  it('does what each step says, without a terminal', async () => {
    const { code, stdout, stderr } = await outcome([process.execPath, DEMO], here);
    assert.deepEqual([code, stderr], [0, ''], stdout);
    assert.match(stdout, /^All 16 steps did what they say\./m);
    assert.equal(stdout.match(/^# \d/gm)?.length, 16);
  }).timeout(120_000);

  it('ends with 1 when a step did not, and says which', async () => {
    const env = { PATH: '/nonexistent' }; // where `port-forward -- node` finds no node
    const { code, stdout } = await outcome([process.execPath, DEMO], { ...here, env });
    assert.equal(code, 1);
    assert.match(stdout, /^demo: step 6 failed: exit code \d+, not 0$/m);
  }).timeout(120_000);
});

describe('npm run sandbox', () => {
  it('tells how to get there where there is no terminal, stays until it is ended, and leaves nothing', async () => {
    const running = spawn(process.execPath, [SANDBOX, '--scenario', 'quota', '--fault', 'busy:1'], {
      ...here,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    for await (const chunk of running.stdout.setEncoding('utf8')) if ((told += String(chunk)).includes('PATH=')) break;
    const exports = told.match(/^export .*$/gm)?.join('\n') ?? '';
    const { code, stdout } = await outcome(['sh', '-c', `${exports}\nkubectl-jaeger status -n fault-quota`]);
    assert.equal(code, 1);
    assert.match(stdout, /^ +error JG004 /m);
    const [, kubeconfig = ''] = /^export KUBECONFIG='(.*)'$/m.exec(exports) ?? [];
    assert.ok(existsSync(kubeconfig));
    running.kill('SIGTERM');
    assert.deepEqual(await once(running, 'close'), [0, null]);
    assert.ok(!existsSync(dirname(kubeconfig)));
  });

  it('opens a shell on a terminal', async () => {
    const options = { started: [process.execPath, SANDBOX], env: { SHELL: '/bin/sh' } };
    const { code, shown } = await runInTerminal([], options, async ({ until, type }) => {
      await until(/exit ends both/);
      type('kubectl-jaeger list -A\n');
      await until(/jaeger-production +jaeger-operator .*Ready/);
      type('exit\n');
    });
    assert.equal(code, 0, shown);
  });

  it('lists its scenarios, and refuses what it does not know', async () => {
    const list = await outcome([process.execPath, SANDBOX, '--list']);
    assert.ok(list.stdout.split('\n').length >= 13);
    for (const argv of [
      ['--scenario', 'nonesuch'],
      ['--fault', 'nonesuch'],
    ]) {
      const { code, stderr } = await outcome([process.execPath, SANDBOX, ...argv]);
      assert.equal(code, 2);
      assert.match(stderr, /^sandbox: no \w+ is called "nonesuch"; there are /);
    }
  });
});
