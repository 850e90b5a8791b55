import assert from 'node:assert/strict';
import { runBeside, splitCommand } from '../../../src/cli/run-beside.ts';

const node = (script: string): string[] => [process.execPath, '-e', script];

describe('a command beside ours', () => {
  const over = new AbortController();

  it('is what stands behind --', () => {
    assert.deepEqual(splitCommand(['a', '--b', '--', 'c', '--', 'd']), {
      own: ['a', '--b'],
      command: ['c', '--', 'd'],
    });
    assert.deepEqual(splitCommand(['a']), { own: ['a'], command: [] });
  });

  it('ends with its exit code, and has our environment and more', async () => {
    const script = 'process.exit(process.env.PATH && process.env.JAEGER_URL === "http://x" ? 7 : 1)';
    assert.equal(await runBeside(node(script), { JAEGER_URL: 'http://x' }, over.signal), 7);
  });

  it('ends with 128 and the signal when one has ended it, and with us', async () => {
    assert.equal(await runBeside(node('process.kill(process.pid, "SIGKILL")'), {}, over.signal), 137);
    const ended = runBeside(node('setInterval(() => 0, 1000)'), {}, over.signal);
    setTimeout(() => over.abort(), 300);
    assert.equal(await ended, 143);
  });

  it('that cannot be run is bad usage', async () => {
    await assert.rejects(runBeside(['/no/such/program'], {}, new AbortController().signal), {
      code: 'USAGE',
      message: /^"\/no\/such\/program" cannot be run: /,
    });
  });
});
