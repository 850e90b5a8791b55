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
    assert.deepEqual(reportError(error, 'kubectl jaeger', false), {
      text: 'Error from server (Forbidden): no\nhint: one\nhint: two\n',
      exitCode: 4,
    });
  });

  it('asks to report a bug, with the stack for those who want to', () => {
    const error = new TypeError('x is not a function', { cause: 'why' });
    assert.deepEqual(reportError(error, 'kubectl jaeger', false), {
      text: 'error: this is a bug in kubectl jaeger, please report it: TypeError: x is not a function\nhint: run it again with -v=6 and add what that prints\n',
      exitCode: 70,
    });
    const { text } = reportError(error, 'kubectl jaeger', true);
    assert.match(text, /TypeError: x is not a function\n {4}at [^]*\ncaused by: "why"\n$/);
  });

  it('shows the stacks behind a known failure to those who want to', () => {
    const error = new JaegerError('KUBECONFIG', 'no', { cause: new Error('because') });
    assert.equal(reportError(error, 'x', false).text, 'error: no\n');
    assert.match(
      reportError(error, 'x', true).text,
      /^error: no\nJaegerError: no\n {4}at [^]*\ncaused by: Error: because\n {4}at /,
    );
  });

  it('sends those who used it wrongly to the help', () => {
    const { text, exitCode } = reportError(new JaegerError('USAGE', 'no'), 'oc jaeger', false);
    assert.deepEqual([text, exitCode], ["error: no\nSee 'oc jaeger --help' for usage.\n", 2]);
  });

  it('sends no control character from a message to the terminal', () => {
    assert.equal(reportError(new JaegerError('SERVER', '\u001b[2J'), '', false).text, 'error: ^[[2J\n');
  });

  it('takes whatever is thrown', () => {
    assert.equal(reportError('text', 'x', true).exitCode, 70);
  });
});

describe('programName', () => {
  for (const [script, started, expected] of [
    ['/home/u/.krew/bin/kubectl-jaeger', '/usr/bin/kubectl', 'kubectl jaeger'],
    ['/home/u/.krew/bin/kubectl-jaeger', '/home/u/.krew/bin/kubectl-jaeger', 'kubectl jaeger'],
    ['/home/u/.krew/bin/kubectl-jaeger', '/usr/local/bin/oc', 'oc jaeger'],
    ['/opt/oc-jaeger', undefined, 'oc jaeger'],
    ['C:\\bin\\kubectl-jaeger.cmd'.replaceAll('\\', '/'), undefined, 'kubectl jaeger'],
    ['/opt/kubectl_jaeger', undefined, 'kubectl jaeger'],
    ['/opt/kubectl-jaeger_beta', undefined, 'kubectl jaeger-beta'],
    ['/opt/kj', undefined, 'kj'],
    ['/work/bin/run.js', undefined, 'kubectl jaeger'],
    [undefined, undefined, 'kubectl jaeger'],
  ] as const) {
    it(`calls ${script} by ${started} ${expected}`, () => {
      assert.equal(programName(script, started), expected);
    });
  }
});
