import {
  escapeText,
  formatAge,
  indent,
  paint,
  renderErrors,
  renderFindings,
  type ViewOptions,
} from '../terminal/index.ts';
import { renderAccess } from './access-view.ts';
import { renderClaims } from './claims-view.ts';
import { HEALTH_TONES } from './health-view.ts';
import { renderJobs } from './jobs-view.ts';
import { renderPods } from './pods-view.ts';
import type { InstanceStatus, StatusReport } from './report.ts';
import { renderServices } from './services-view.ts';

interface Section {
  readonly title: string;
  readonly render: (instance: InstanceStatus, options: ViewOptions) => string;
  /** Without these it is unknown whether there is more than nothing. */
  readonly resources: readonly string[];
}

const SECTIONS: readonly Section[] = [
  { title: 'PODS', render: renderPods, resources: ['pods'] },
  { title: 'SERVICES', render: renderServices, resources: ['services'] },
  { title: 'PVCS', render: renderClaims, resources: ['pods', 'persistentvolumeclaims'] },
  { title: 'JOBS', render: renderJobs, resources: ['cronjobs', 'jobs'] },
  { title: 'ACCESS', render: renderAccess, resources: ['services', 'ingresses', 'routes', 'httproutes'] },
];

/** A report as text: a heading and a table for each section per instance, and what could not be read at the end. */
export function renderStatus({ instances, errors }: StatusReport, options: ViewOptions): string {
  const unread = new Set(errors.map(({ resource }) => resource));
  const parts = instances.map((instance) => renderInstance(instance, options, unread));
  return [...parts, renderErrors(errors)].filter((part) => part !== '').join('\n');
}

function renderInstance(instance: InstanceStatus, options: ViewOptions, unread: ReadonlySet<string>): string {
  const sections = SECTIONS.map(({ title, render, resources }) => {
    const nothing = resources.some((resource) => unread.has(resource)) ? 'unknown, see Errors\n' : 'none\n';
    return `\n${indent(`${title}\n${render(instance, options) || nothing}`)}`;
  });
  const { findings } = instance;
  const found = findings.length === 0 ? '' : `\n${indent(`FINDINGS\n${renderFindings(findings, options)}`)}`;
  return `${heading(instance, options)}\n${sections.join('')}${found}`;
}

function heading(instance: InstanceStatus, { now, colour }: ViewOptions): string {
  const { namespace, name, flavour, health, createdAt } = instance;
  const facts = [
    `strategy ${instance.strategy}`,
    `storage ${storageText(instance)}`,
    `version ${instance.version ?? '<unknown>'}${instance.endOfLife ? ' (end of life)' : ''}`,
    ...phaseText(instance),
    `age ${formatAge(createdAt, now)}`,
  ];
  const title = escapeText(`${namespace}/${name}  (${flavour})`);
  return `${title}  ${paint(health, HEALTH_TONES[health], colour)}\n  ${escapeText(facts.join(', '))}`;
}

const storageText = ({ storage: { type, address } }: InstanceStatus): string =>
  address === undefined ? type : `${type} at ${address}`;

/** The v1 operator writes Running before a single Pod is: it is quoted, not believed. */
const phaseText = ({ flavour, phase }: InstanceStatus): readonly string[] =>
  flavour === 'jaeger-operator' ? [`operator says ${phase ?? 'nothing yet'}`] : [];
