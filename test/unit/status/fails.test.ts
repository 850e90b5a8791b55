import assert from 'node:assert/strict';
import type { Severity } from '../../../src/jaeger/index.ts';
import { fails, type StatusReport } from '../../../src/status/index.ts';

const reportWith = (...severities: readonly Severity[]): Pick<StatusReport, 'instances'> => {
  const findings = severities.map((severity) => ({
    id: 'JG001',
    severity,
    object: '',
    evidence: '',
    why: '',
    next: '',
  }));
  return { instances: [{ findings: [] }, { findings }] } as unknown as StatusReport;
};

describe('--fail-on', () => {
  for (const [failOn, severities, expected] of [
    ['error', ['error'], true],
    ['error', ['warning', 'info'], false],
    ['warning', ['info', 'warning'], true],
    ['warning', ['error'], true],
    ['warning', ['info'], false],
    ['never', ['error', 'warning', 'info'], false],
    ['warning', [], false],
  ] as const)
    it(`${failOn}: ${severities.join(' and ') || 'nothing'} ${expected ? 'is a failure' : 'is none'}`, () => {
      assert.equal(fails(reportWith(...severities), failOn), expected);
    });
});
