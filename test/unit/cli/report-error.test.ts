import assert from 'node:assert/strict';
import { programName } from '../../../src/cli/program-name.ts';
import { reportError } from '../../../src/cli/report-error.ts';
import { JaegerError } from '../../../src/errors/index.ts';

describe('reportError', () => {
  it('shows what failed and what to do next', () => {
    const error = new JaegerError('FORBIDDEN', 'no', {
      prefix: 'Error from server (Forbidden)',
      hints: ['one', 'two'],
    });
    assert.deepEqual(reportError(error, 'kubectl jaeger'), {
      text: 'Error from server (Forbidden): no\nhint: one\nhint: two\n',
      exitCode: 4,
    });
  });

  it('asks to report a bug, with the stack', () => {
    const { text, exitCode } = reportError(new TypeError('x is not a function'), 'kubectl jaeger');
    assert.match(
      text,
      /^error: this is a bug in kubectl jaeger, please report it:\nTypeError: x is not a function\n {4}at /,
    );
    assert.equal(exitCode, 70);
  });

  it('sends no control character from a message to the terminal', () => {
    assert.equal(reportError(new JaegerError('SERVER', '\u001b[2J'), '').text, 'error: ^[[2J\n');
  });

  it('takes whatever is thrown', () => {
    assert.equal(reportError('text', 'x').exitCode, 70);
  });
});

describe('programName', () => {
  for (const [script, expected] of [
    ['/home/u/.krew/bin/kubectl-jaeger', 'kubectl jaeger'],
    ['C:\\bin\\kubectl-jaeger.cmd'.replaceAll('\\', '/'), 'kubectl jaeger'],
    ['/opt/kubectl_jaeger', 'kubectl jaeger'],
    ['/work/bin/run.js', 'kubectl jaeger'],
    [undefined, 'kubectl jaeger'],
  ] as const) {
    it(`calls ${script} ${expected}`, () => {
      assert.equal(programName(script), expected);
    });
  }
});
