import { isEndOfLife, rootAmong } from './among.ts';
import type { Component, ComponentWorkload, InstanceRoot } from './instance.ts';
import { CHART, INSTANCE, OLD_CHART, OLD_RELEASE } from './labels.ts';

/** Workloads that make up one instance. */
interface Group {
  readonly namespace: string;
  readonly name: string;
  readonly flavour: 'helm' | 'manifests';
  readonly workloads: readonly ComponentWorkload[];
}

const ROLE = /-(collector|query|ingester|agent|agent-daemonset|remote-storage)$/;

/** Instances that no operator made: releases of Jaeger's chart, and whatever else is Jaeger by its image or settings. */
export function plainRoots(components: readonly ComponentWorkload[]): readonly InstanceRoot[] {
  const groups = [...Map.groupBy(components, keyOf).values()].map(groupOf);
  const byNamespace = Map.groupBy(groups, ({ namespace }) => namespace);
  return [...byNamespace.values()].flatMap(joined).map(withRoles).filter(isInstance).map(rootOf);
}

function keyOf(workload: ComponentWorkload): string {
  const { namespace, name } = workload.object.metadata;
  const release = releaseOf(workload);
  return release === undefined ? `${namespace}/manifests/${name.replace(ROLE, '')}` : `${namespace}/helm/${release}`;
}

/** The release that a workload of Jaeger's chart belongs to; the chart's own name stays what it is under any override. */
function releaseOf({ object }: ComponentWorkload): string | undefined {
  const labels = object.metadata.labels ?? {};
  if (/^jaeger-\d/.test(labels[CHART] ?? '')) return labels[INSTANCE];
  return /^jaeger-\d/.test(labels[OLD_CHART] ?? '') ? labels[OLD_RELEASE] : undefined;
}

function groupOf(workloads: readonly ComponentWorkload[]): Group {
  const [first] = workloads;
  const { namespace = '', name = '' } = first?.object.metadata ?? {};
  const release = first && releaseOf(first);
  if (release !== undefined) return { namespace, name: release, flavour: 'helm', workloads };
  const isWhole = workloads.length === 1 && first?.component === 'all-in-one';
  return { namespace, name: isWhole ? name : name.replace(ROLE, ''), flavour: 'manifests', workloads };
}

const has = ({ workloads }: Group, ...components: readonly Component[]): boolean =>
  workloads.some(({ component }) => components.includes(component));

/** Parts whose names do not say that they belong together, where it is plain that they do: one half and one other half. */
function joined(groups: readonly Group[]): readonly Group[] {
  const manifests = groups.filter(({ flavour }) => flavour === 'manifests');
  const others = groups.filter(({ flavour }) => flavour === 'helm');
  const reading = manifests.filter((group) => has(group, 'query') && !has(group, 'collector', 'all-in-one'));
  const writing = manifests.filter(
    (group) => has(group, 'collector', 'ingester') && !has(group, 'query', 'all-in-one'),
  );
  const [query] = reading;
  if (query === undefined || reading.length > 1 || writing.length === 0) return [...withAgents(manifests), ...others];
  const rest = manifests.filter((group) => group !== query && !writing.includes(group));
  const parts = [query, ...writing];
  const whole = { ...query, name: commonName(parts), workloads: parts.flatMap(({ workloads }) => workloads) };
  return [...withAgents([whole, ...rest]), ...others];
}

/** Agents of a namespace are those of its only instance, under whatever name. */
function withAgents(groups: readonly Group[]): readonly Group[] {
  const isAgents = ({ workloads }: Group): boolean => workloads.every(({ component }) => component === 'agent');
  const [only, ...others] = groups.filter((group) => !isAgents(group));
  if (only === undefined || others.length > 0) return groups;
  return [{ ...only, workloads: groups.flatMap(({ workloads }) => workloads) }];
}

/** What the names have in common up to a dash, else the first. */
function commonName(groups: readonly Group[]): string {
  const [first = [], ...others] = groups.map(({ name }) => name.split('-'));
  const common = first.filter((word, index) =>
    others.every((words) => words.slice(0, index + 1).join('-') === first.slice(0, index + 1).join('-') && word !== ''),
  );
  return common.join('-') || first.join('-');
}

/** A collector of v2 may serve queries as well; beside a query service it is a collector nevertheless. */
const withRoles = (group: Group): Group =>
  has(group, 'query') && !has(group, 'collector')
    ? {
        ...group,
        workloads: group.workloads.map((workload) =>
          workload.component === 'all-in-one' ? { ...workload, component: 'collector' as const } : workload,
        ),
      }
    : group;

/** Agents alone send to an instance that is elsewhere. */
const isInstance = (group: Group): boolean => has(group, 'all-in-one', 'query', 'collector', 'ingester', 'unknown');

const rootOf = ({ namespace, name, flavour, workloads }: Group): InstanceRoot =>
  rootAmong(
    workloads,
    { namespace, name, flavour, endOfLife: isEndOfLife(workloads) },
    ...(flavour === 'helm' ? [`labels of the chart in release ${name}`] : []),
  );
