import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import scenarios from '../../sandbox/scenarios.json' with { type: 'json' };
import { startPractice } from '../../sandbox/practice.ts';
import type { StatusReport } from '../../src/status/report.ts';
import { checkout } from '../ground/paths.ts';
import { EXPECTED } from '../support/fault-findings.ts';
import { runOn } from '../support/practice.ts';
import { assertNamed } from '../support/status-findings.ts';

const told = readFileSync(join(checkout, 'docs/sandbox.md'), 'utf8');

describe('the scenarios to practise on', () => {
  it('are the faults of the ground that a status can show', () => {
    assert.deepEqual(Object.keys(scenarios).toSorted(), [...EXPECTED.keys()].toSorted());
  });

  for (const [name, { sees, begin }] of Object.entries(scenarios))
    it(`${name} shows what the ground shows, and is told in docs/sandbox.md`, async () => {
      const expected = EXPECTED.get(name) ?? assert.fail(name);
      const sandbox = await startPractice(`faults/${name}`);
      const { code, stdout, stderr } = await runOn(sandbox, ['status', '-A', '-o', 'json']);
      await sandbox.close();
      assert.ok(code === 0 || code === 1, stderr);
      const findings = (JSON.parse(stdout) as StatusReport).instances.flatMap((instance) => instance.findings);
      assertNamed(findings, expected.named);
      const [id] = expected.named;
      assert.equal(begin, ['kubectl jaeger status', ...expected.scope].join(' '));
      for (const text of [`\`${name}\``, sees, `\`${begin}\``]) assert.ok(told.includes(text), text);
      assert.match(told, new RegExp(`^- \`${name}\`: ${id}\\b`, 'm'));
    });
});
