import type { Finding } from '../../src/jaeger/index.ts';
import type { ListQuery } from '../../src/kubernetes/ports.ts';
import type { AnyResource, Event, ObjectOf, Resource } from '../../src/kubernetes/types.ts';
import { objectReader } from '../../src/kubernetes/read-objects.ts';
import { readStatus } from '../../src/status/index.ts';
import type { StatusReport } from '../../src/status/report.ts';
import { clusterOf } from './objects.ts';
import { recordedObjects } from './recorded-objects.ts';

export type Objects = Parameters<typeof clusterOf>[0];

/** The recorded objects of a set, as the program reads them, by the short names of their resources. */
export async function recordedSet(set: string): Promise<Objects> {
  const lists = await recordedObjects(set);
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, objects]) => {
      const resource = RESOURCES.find((known) => known === name.replace(/\..*/, ''));
      return resource === undefined
        ? []
        : [[resource, objects.flatMap((object) => objectReader(resource)(object) ?? [])]];
    }),
  );
}

/** What `status` asks for. */
const RESOURCES: readonly Resource[] = [
  'pods',
  'services',
  'persistentvolumeclaims',
  'configmaps',
  'deployments',
  'statefulsets',
  'daemonsets',
  'jobs',
  'cronjobs',
  'leases',
  'ingresses',
  'mutatingwebhookconfigurations',
  'routes',
  'jaegers',
  'opentelemetrycollectors',
];

/** Later than everything that was recorded: nothing has only just been made. */
const LATER = new Date('2026-12-01T00:00:00Z');

interface Asked {
  readonly namespace?: string;
  readonly now?: Date;
  /** By Pod; a Pod that is not here has no log to be read. */
  readonly logs?: Readonly<Record<string, string>>;
  readonly failures?: Parameters<typeof clusterOf>[1];
  readonly refusedLogs?: Error;
}

interface Status extends StatusReport {
  /** What was asked of the cluster. */
  readonly asked: readonly string[];
}

/** A field selector of events, of which the in-memory cluster knows nothing. */
const fits = ({ fieldSelector = '' }: ListQuery, { type, involvedObject }: Event): boolean => {
  const fields = new Map([
    ['type', type],
    ['involvedObject.kind', involvedObject?.kind],
  ]);
  return fieldSelector
    .split(',')
    .filter((term) => term !== '')
    .every((term) => fields.get(term.split('=')[0] ?? '') === term.split('=')[1]);
};

export async function statusOf(
  objects: Objects,
  { logs = {}, failures = {}, refusedLogs, now = LATER, ...scope }: Asked = {},
): Promise<Status> {
  const cluster = clusterOf(objects, failures);
  const asked = cluster.asked;
  const source = {
    ...cluster,
    list: async <R extends AnyResource>(resource: R, query: ListQuery): Promise<readonly ObjectOf<R>[]> => {
      const found = await cluster.list(resource, query);
      return resource === 'events' ? found.filter((event) => fits(query, event as unknown as Event)) : found;
    },
    logs: async ({ name }: { readonly name: string }): Promise<string> => {
      asked.push(`logs ${name}`);
      if (refusedLogs) throw refusedLogs;
      return logs[name] ?? '';
    },
  };
  return { ...(await readStatus(source, scope, now)), asked };
}

/** Findings of the only instance, or of the one that is named. */
export async function findingsIn(
  objects: Objects,
  { name, ...asked }: Asked & { readonly name?: string } = {},
): Promise<readonly Finding[]> {
  const { instances } = await statusOf(objects, asked);
  const found = instances.find((instance) => name === undefined || instance.name === name);
  if (!found) throw new Error(`no instance ${name ?? ''}`);
  return found.findings;
}

export const idsOf = (findings: readonly Finding[]): readonly string[] => findings.map(({ id }) => id);

export const found = (findings: readonly Finding[], id: Finding['id']): Finding => {
  const finding = findings.find((candidate) => candidate.id === id);
  if (!finding) throw new Error(`${id} is not among ${idsOf(findings).join(', ')}`);
  return finding;
};

type Changed<T> = { readonly [K in keyof T]?: unknown };

/** The objects with those of one resource changed: each that the change says something of. */
export const withChanged = <R extends keyof Objects>(
  objects: Objects,
  resource: R,
  change: (object: NonNullable<Objects[R]>[number]) => Changed<NonNullable<Objects[R]>[number]> | undefined,
): Objects => ({
  ...objects,
  [resource]: (objects[resource] ?? []).flatMap((object) => {
    const changes = change(object);
    return { ...object, ...changes };
  }),
});
