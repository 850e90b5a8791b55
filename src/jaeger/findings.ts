import type { Finding, Severity } from './finding.ts';

/** What is said of an id in docs/checks.md, and the severity that it has. */
export interface FindingKind {
  readonly severity: Severity;
  readonly summary: string;
}

const kind =
  (severity: Severity) =>
  (summary: string): FindingKind => ({ severity, summary });
const error = kind('error');
const warning = kind('warning');
const info = kind('info');

/** Every id, once. An id is never used again for something else: scripts and runbooks name them. */
export const FINDINGS = {
  JG001: error('No Pod of a component is ready'),
  JG002: warning('Some Pods of a component are not ready'),
  JG003: warning('A component is scaled to zero'),
  JG004: error('The Pods of a component cannot be made'),
  JG005: error('A Pod finds no node'),
  JG006: error('An image cannot be pulled'),
  JG007: error('A container cannot be started'),
  JG008: error('A container ends again and again'),
  JG009: warning('A container was ended because it ran out of memory'),
  JG010: error('A claim has no volume'),
  JG011: error('A Service selects no Pod'),
  JG012: error('A Service has no ready Pod behind it'),
  JG013: warning('A NetworkPolicy lets nothing in'),
  JG020: error('The operator failed to carry out the custom resource'),
  JG021: warning('The custom resource says Running while nothing is ready'),
  JG022: error('The operator does not run'),
  JG023: error('The operator waits for its leader lease'),
  JG024: error('The webhooks of the operator have no certificate authority'),
  JG025: warning('The operator has not come to the custom resource yet'),
  JG026: error('The operator ignores the custom resource'),
  JG027: error('The name of the custom resource is too long'),
  JG028: warning('The operator runs another strategy than the one asked for'),
  JG029: warning('Spans are kept in memory though another store was asked for'),
  JG040: error('A Job that prepares the span store fails'),
  JG041: error('The last run of a CronJob failed'),
  JG042: warning('A CronJob is suspended'),
  JG043: warning('Rollover is configured and does not happen'),
  JG050: error('The Service of the span store does not exist'),
  JG051: error('No Pod of the span store is ready'),
  JG052: warning('Badger keeps spans where they are lost with the Pod'),
  JG060: warning('Settings of Jaeger v1 contradict what Jaeger v2 runs'),
  JG061: info('Settings of Jaeger v1 that Jaeger v2 ignores'),
  JG062: warning('The configuration of Jaeger v2 could not be read'),
  JG070: info('This version gets no more updates'),
  JG071: info('An image has no fixed version'),
  JG072: info('Injection into this namespace does not know which instance is meant'),
  JG080: warning('Nothing deletes old indices'),
  JG081: error('The index cleaner takes none of the indices'),
  JG082: error('A job for indices fails at every run'),
  JG083: info('Settings of a job for indices cannot be read'),
  JG084: warning('Runs of a job for indices were missed'),
  JG085: warning('Settings of the span store contradict each other'),
  JG086: warning('Spans are kept longer than they can be found'),
  JG087: warning('Indices that no job takes'),
  JG088: warning('Archived spans are never deleted'),
  JG089: error('The index cleaner deletes indices of others'),
  JG090: error('Aliases are switched on, and es-rollover init has not been run'),
  JG091: warning('Indices are not in the read alias'),
  JG092: error('The write alias is on an older generation'),
  JG093: warning('The next rollover undoes settings of es-rollover init'),
  JG094: info('Services are missing from the list for hours after a rollover'),
  JG095: error('The lifecycle of an index goes no further'),
  JG096: error('A lifecycle policy that indices name does not exist'),
  JG100: error('Indices take no writes'),
  JG101: error('A disk of the span store is beyond its flood stage'),
  JG102: warning('A disk of the span store is beyond a watermark'),
  JG103: warning('A disk of the span store will be full within days'),
  JG104: error('The span store is red'),
  JG105: warning('The span store is yellow'),
  JG106: warning('There are too many shards'),
  JG107: warning('An index template is missing'),
  JG108: warning('Indices are dated in the future'),
} as const satisfies Readonly<Record<string, FindingKind>>;

export type FindingId = keyof typeof FINDINGS;

/** A finding with the severity that its id has. */
export const finding = (id: FindingId, about: Omit<Finding, 'id' | 'severity'>): Finding => ({
  id,
  severity: FINDINGS[id].severity,
  ...about,
});
