import { escapeText, formatAge, indent, renderTable } from '../terminal/index.ts';
import type { ClaimRow, InstanceStatus, PodRow, ReportError, ServiceRow, StatusReport } from './report.ts';

export interface ViewOptions {
  readonly now: Date;
}

/** A report as text: a heading and three tables per instance, and what could not be read at the end. */
export function renderStatus({ instances, errors }: StatusReport, { now }: ViewOptions): string {
  const unread = new Set(errors.map(({ resource }) => resource));
  const parts = instances.map((instance) => renderInstance(instance, now, unread));
  if (errors.length > 0) parts.push(`Errors:\n${errors.map(renderError).join('')}`);
  return parts.join('\n');
}

function renderInstance(instance: InstanceStatus, now: Date, unread: ReadonlySet<string>): string {
  const { pods, services, claims } = instance;
  const missing = (resource: string): string => (unread.has(resource) ? 'unknown, see Errors\n' : 'none\n');
  const sections = [
    `PODS\n${podTable(pods, now) || missing('pods')}`,
    `SERVICES\n${serviceTable(services, now) || missing('services')}`,
    `PVCS\n${claimTable(claims, now) || missing('persistentvolumeclaims')}`,
  ];
  return `${heading(instance, now)}\n${sections.map((section) => `\n${indent(section)}`).join('')}`;
}

function heading(
  { namespace, name, flavour, version, phase, strategy, storage, createdAt }: InstanceStatus,
  now: Date,
): string {
  const facts = [
    `strategy ${strategy}`,
    `storage ${storage}`,
    `version ${version ?? '<unknown>'}`,
    // The operator writes Running before a single Pod is: it is quoted, not believed.
    `operator says ${phase ?? 'nothing yet'}`,
    `age ${formatAge(createdAt, now)}`,
  ];
  return escapeText(`${namespace}/${name}  (${flavour})\n  ${facts.join(', ')}`);
}

function podTable(pods: readonly PodRow[], now: Date): string {
  const rows = pods.map((pod) => [
    pod.name,
    `${pod.readyContainers}/${pod.containers}`,
    pod.status,
    restartText(pod, now),
    formatAge(pod.createdAt, now),
  ]);
  return renderTable(['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'], rows);
}

const restartText = ({ restarts, lastRestartAt }: PodRow, now: Date): string =>
  restarts === 0 || lastRestartAt === undefined
    ? String(restarts)
    : `${restarts} (${formatAge(lastRestartAt, now)} ago)`;

function serviceTable(services: readonly ServiceRow[], now: Date): string {
  const rows = services.map(({ name, type, clusterIP, externalIP, ports, createdAt }) => [
    name,
    type,
    clusterIP,
    externalIP,
    ports.join(',') || '<none>',
    formatAge(createdAt, now),
  ]);
  return renderTable(['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'], rows);
}

function claimTable(claims: readonly ClaimRow[], now: Date): string {
  const rows = claims.map(({ name, status, volume, capacity, accessModes, storageClass, createdAt }) => [
    name,
    status,
    volume,
    capacity,
    accessModes.join(','),
    storageClass,
    formatAge(createdAt, now),
  ]);
  return renderTable(['NAME', 'STATUS', 'VOLUME', 'CAPACITY', 'ACCESS MODES', 'STORAGECLASS', 'AGE'], rows);
}

const renderError = ({ resource, message, hints }: ReportError): string =>
  escapeText([`  ${resource}: ${message}\n`, ...hints.map((hint) => `    ${hint}\n`)].join(''));
