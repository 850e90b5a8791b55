import assert from 'node:assert/strict';
import type { Finding } from '../../src/jaeger/index.ts';
import type { StatusReport } from '../../src/status/report.ts';
import type { Cluster } from '../ground/cluster.ts';

/** What `kubectl jaeger status` finds in a namespace, or with `-A`; it may end with 1 for it, and with nothing else. */
export async function reportOf(cluster: Cluster, ...scope: readonly string[]): Promise<StatusReport> {
  const { code, stdout, stderr } = await cluster.outcome(['kubectl', 'jaeger', 'status', ...scope, '-o', 'json']);
  assert.ok(code === 0 || code === 1, `exit code ${code}: ${stderr}`);
  return JSON.parse(stdout) as StatusReport;
}

export const findingsOf = async (cluster: Cluster, ...scope: readonly string[]): Promise<readonly Finding[]> =>
  (await reportOf(cluster, ...scope)).instances.flatMap(({ findings }) => findings);

/** An id and what its evidence says. */
export type Named = readonly [id: Finding['id'], evidence: RegExp];

export function assertNamed(findings: readonly Finding[], [id, evidence]: Named): void {
  const shown = findings.map((finding) => `${finding.id} ${finding.object}: ${finding.evidence}`);
  const isNamed = findings.some((finding) => finding.id === id && evidence.test(finding.evidence));
  assert.ok(isNamed, `${id} with ${evidence.source} is not among:\n${shown.join('\n')}`);
}

export const errorsIn = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map(({ id, object, evidence }) => `${id} ${object}: ${evidence}`);
