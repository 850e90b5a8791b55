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

export const hasNamed = (findings: readonly Finding[], [id, evidence]: Named): boolean =>
  findings.some((finding) => finding.id === id && evidence.test(finding.evidence));

export function assertNamed(findings: readonly Finding[], named: Named): void {
  assert.ok(
    hasNamed(findings, named),
    `${named[0]} with ${named[1].source} is not among:\n${linesOf(findings).join('\n')}`,
  );
}

export const linesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ id, object, evidence }) => `${id} ${object}: ${evidence}`);

export const errorsIn = (findings: readonly Finding[]): readonly string[] =>
  linesOf(findings.filter(({ severity }) => severity === 'error'));
