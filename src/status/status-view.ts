import {
  escapeText,
  formatAge,
  indent,
  renderTable,
  type Cell,
  type Tone,
  type ViewOptions,
} from '../terminal/index.ts';
import { renderErrors } from './errors-view.ts';
import { renderFindings } from './findings-view.ts';
import type { ClaimRow, InstanceStatus, PodRow, ServiceRow, StatusReport } from './report.ts';

/** A report as text: a heading and three tables per instance, and what could not be read at the end. */
export function renderStatus({ instances, errors }: StatusReport, options: ViewOptions): string {
  const unread = new Set(errors.map(({ resource }) => resource));
  const parts = instances.map((instance) => renderInstance(instance, options, unread));
  return [...parts, renderErrors(errors)].filter((part) => part !== '').join('\n');
}

function renderInstance(instance: InstanceStatus, options: ViewOptions, unread: ReadonlySet<string>): string {
  const { pods, services, claims, findings } = instance;
  const missing = (resource: string): string => (unread.has(resource) ? 'unknown, see Errors\n' : 'none\n');
  const sections = [
    `PODS\n${podTable(pods, options) || missing('pods')}`,
    `SERVICES\n${serviceTable(services, options) || missing('services')}`,
    `PVCS\n${claimTable(claims, options) || missing('persistentvolumeclaims')}`,
    ...(findings.length === 0 ? [] : [`FINDINGS\n${renderFindings(findings, options)}`]),
  ];
  return `${heading(instance, options.now)}\n${sections.map((section) => `\n${indent(section)}`).join('')}`;
}

function heading(
  { namespace, name, flavour, version, phase, strategy, storage, createdAt }: InstanceStatus,
  now: Date,
): string {
  const facts = [
    `strategy ${strategy}`,
    `storage ${storage.type}`,
    `version ${version ?? '<unknown>'}`,
    // The operator writes Running before a single Pod is: it is quoted, not believed.
    `operator says ${phase ?? 'nothing yet'}`,
    `age ${formatAge(createdAt, now)}`,
  ];
  return escapeText(`${namespace}/${name}  (${flavour})\n  ${facts.join(', ')}`);
}

/** A column's title, and what stands in it for a row. */
type Column<T> = readonly [title: string, cell: (row: T) => Cell];

function table<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  wideColumns: readonly Column<T>[],
  options: ViewOptions,
): string {
  const shown = options.wide ? [...columns, ...wideColumns] : columns;
  return renderTable(
    shown.map(([title]) => title),
    rows.map((row) => shown.map(([, cell]) => cell(row))),
    options,
  );
}

const podTable = (pods: readonly PodRow[], options: ViewOptions): string =>
  table(
    pods,
    [
      ['NAME', ({ name }) => name],
      ['READY', ({ readyContainers, containers }) => `${readyContainers}/${containers}`],
      ['STATUS', (pod) => ({ text: pod.status, tone: podTone(pod) })],
      ['RESTARTS', (pod) => restartText(pod, options.now)],
      ['AGE', ({ createdAt }) => formatAge(createdAt, options.now)],
    ],
    [
      ['IP', ({ ip = '<none>' }) => ip],
      ['NODE', ({ node = '<none>' }) => node],
    ],
    options,
  );

const PASSING = /^(Pending|ContainerCreating|PodInitializing|Terminating|NotReady|Init:\d+\/\d+)$/;

function podTone({ status, readyContainers, containers }: PodRow): Tone {
  if (status === 'Completed' || status === 'Succeeded') return 'plain';
  if (status === 'Running') return readyContainers === containers ? 'good' : 'warning';
  return PASSING.test(status) ? 'warning' : 'bad';
}

const restartText = ({ restarts, lastRestartAt }: PodRow, now: Date): string =>
  restarts === 0 || lastRestartAt === undefined
    ? String(restarts)
    : `${restarts} (${formatAge(lastRestartAt, now)} ago)`;

const serviceTable = (services: readonly ServiceRow[], options: ViewOptions): string =>
  table(
    services,
    [
      ['NAME', ({ name }) => name],
      ['TYPE', ({ type }) => type],
      ['CLUSTER-IP', ({ clusterIP }) => clusterIP],
      ['EXTERNAL-IP', ({ externalIP }) => externalIP],
      ['PORT(S)', ({ ports }) => ports.join(',') || '<none>'],
      ['AGE', ({ createdAt }) => formatAge(createdAt, options.now)],
    ],
    [['SELECTOR', ({ selector }) => labelText(selector) || '<none>']],
    options,
  );

const labelText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join(',');

const CLAIM_TONES: ReadonlyMap<string, Tone> = new Map([
  ['Bound', 'good'],
  ['Lost', 'bad'],
]);

const claimTable = (claims: readonly ClaimRow[], options: ViewOptions): string =>
  table(
    claims,
    [
      ['NAME', ({ name }) => name],
      ['STATUS', ({ status }) => ({ text: status, tone: CLAIM_TONES.get(status) ?? 'warning' })],
      ['VOLUME', ({ volume }) => volume],
      ['CAPACITY', ({ capacity }) => capacity],
      ['ACCESS MODES', ({ accessModes }) => accessModes.join(',')],
      ['STORAGECLASS', ({ storageClass }) => storageClass],
      ['AGE', ({ createdAt }) => formatAge(createdAt, options.now)],
    ],
    [['VOLUMEMODE', ({ volumeMode }) => volumeMode]],
    options,
  );
