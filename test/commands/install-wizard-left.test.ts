import assert from 'node:assert/strict';
import { startPractice } from '../../sandbox/practice.ts';
import { answer, CTRL_C, CTRL_D, ENTER, ESC, type Answer } from '../support/answering.ts';
import { runInTerminal } from '../support/terminal.ts';
import { changes, INSTALL, play, sandboxes, SIMPLEST } from '../support/wizard.ts';

/** In a shell that has kept the modes of the terminal in `before`. */
const AFTERWARDS = 'echo "ended with $?"; test "$before" = "$(stty -g)" && echo same';

describe('the questions of install', () => {
  const started = sandboxes();

  for (const [key, name] of [
    [ESC, 'Esc'],
    [CTRL_C, 'Ctrl-C'],
  ] as const)
    for (const at of [0, 1, 2, 5, SIMPLEST.length])
      it(`are left by ${name} at question ${at + 1} with 130 and nothing changed, and the cursor is there`, async () => {
        const sandbox = await started(startPractice('fresh'));
        const { code, shown, text } = await play(sandbox, [
          ...SIMPLEST.slice(0, at).map((question): Answer => [question, ENTER]),
          [SIMPLEST[at] ?? 'Go on?', key],
        ]);
        assert.equal(code, 130, text);
        assert.match(text, /\ncancelled: nothing has been changed\n$/);
        assert.deepEqual(changes(sandbox), []);
        assert.ok(shown.lastIndexOf('\u001b[?25h') > shown.lastIndexOf('\u001b[?25l'));
      });

  for (const [key, name] of [
    [ESC, 'Esc'],
    [CTRL_C, 'Ctrl-C'],
    [CTRL_D, 'Ctrl-D'],
  ] as const)
    it(`leave a terminal as it was, after ${name}`, async () => {
      const sandbox = await started(startPractice('fresh'));
      const script = `before=$(stty -g); "$@"; ${AFTERWARDS}`;
      const { shown } = await runInTerminal(INSTALL, { kubeconfig: sandbox.kubeconfig(), script }, (terminal) =>
        answer(terminal, [
          [SIMPLEST[0] ?? '', ENTER],
          ['called?', key],
        ]),
      );
      assert.match(shown, /cancelled: nothing has been changed\r\nended with 130\r\nsame\r\n$/);
    });

  it('leave it so when the program is ended from outside', async () => {
    const sandbox = await started(startPractice('fresh'));
    const script = `before=$(stty -g); sh -c 'echo "pid $$"; exec "$@"' sh "$@"; ${AFTERWARDS}`;
    const { shown } = await runInTerminal(INSTALL, { kubeconfig: sandbox.kubeconfig(), script }, async (terminal) => {
      await terminal.until(/In which namespace/);
      process.kill(Number(/pid (\d+)/.exec(terminal.shown())?.[1]), 'SIGTERM');
    });
    assert.match(shown, /ended with 143\r\nsame\r\n$/);
    assert.ok(shown.lastIndexOf('\u001b[?25h') > shown.lastIndexOf('\u001b[?25l'));
  });
});
