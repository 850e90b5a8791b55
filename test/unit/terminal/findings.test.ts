import assert from 'node:assert/strict';
import { finding } from '../../../src/jaeger/index.ts';
import { renderFindings } from '../../../src/terminal/findings.ts';
import { assertGolden } from '../../support/golden.ts';

const FINDINGS = [
  finding('JG008', {
    object: 'pods/jaeger-collector-6579c7bc97-nsbcf',
    evidence: `container jaeger-collector ended with exit code 1 (Error), 3 restarts; its last lines:\n${'x'.repeat(600)}\n\u001b[31munknown flag\u001b[0m`,
    why: 'it cannot do its work',
    next: 'kubectl logs jaeger-collector-6579c7bc97-nsbcf --previous',
  }),
  finding('JG042', {
    object: 'cronjobs/cleaner',
    evidence: 'spec.suspend is true',
    why: 'it does not run',
    next: 'resume it',
  }),
  finding('JG070', { object: 'jaegers/jaeger', evidence: 'version 1.65.0', why: 'no updates', next: 'plan the move' }),
];

describe('renderFindings', () => {
  it('shows what, why and what next, cut and escaped', async () => {
    await assertGolden('status/findings.txt', renderFindings(FINDINGS, { colour: false }));
  });

  it('colours the severity and nothing that the cluster says', () => {
    const [first, ...lines] = renderFindings(FINDINGS, { colour: true }).split('\n');
    assert.equal(first, '\u001b[31merror\u001b[39m JG008 pods/jaeger-collector-6579c7bc97-nsbcf');
    assert.ok(lines.includes('\u001b[33mwarning\u001b[39m JG042 cronjobs/cleaner'));
    assert.ok(lines.includes('info JG070 jaegers/jaeger'));
    assert.ok(lines.includes('    ^[[31munknown flag^[[0m'));
  });

  it('is empty without findings', () => {
    assert.equal(renderFindings([], { colour: false }), '');
  });
});
