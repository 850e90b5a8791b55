import { at, isTree, type FactReader } from '../jaeger/index.ts';
import type { ConfigMap, KubernetesObject } from '../kubernetes/types.ts';
import { ADDRESSES } from './decide.ts';
import { itemsAt } from './endpoints.ts';
import { OFF } from './marks.ts';
import { containersOf, withPodSpec, type AppContainer, type Injectable, type Variable } from './workload.ts';

/** ConfigMaps of a namespace, by name; undefined: it is not there, or may not be read. */
type ConfigMaps = ReadonlyMap<string, ConfigMap | undefined>;

type Workload = KubernetesObject & Injectable;

/** Of everything else nothing is kept: it may be a password. */
const KEPT: ReadonlySet<unknown> = new Set([...ADDRESSES, ...OFF.map(([name]) => name)]);

/** So many ConfigMaps are read one by one; more of a namespace in one list. */
const SINGLY = 4;

/** Workloads with the variables that say where spans go as their containers have them: out of ConfigMaps, and out of each other. */
export async function resolveVariables<W extends Workload>(
  reader: FactReader,
  workloads: readonly W[],
): Promise<readonly W[]> {
  const byNamespace = Map.groupBy(workloads, ({ metadata: { namespace = 'default' } }) => namespace);
  const read = await Promise.all(
    [...byNamespace].map(async ([namespace, some]) => [namespace, await readMaps(reader, namespace, some)] as const),
  );
  const maps = new Map(read);
  return workloads.map((workload) =>
    resolved(workload, maps.get(workload.metadata.namespace ?? 'default') ?? new Map()),
  );
}

async function readMaps(reader: FactReader, namespace: string, workloads: readonly Injectable[]): Promise<ConfigMaps> {
  const wanted = new Set(workloads.flatMap(containersOf).flatMap(mapsNamed));
  if (wanted.size > SINGLY) {
    const all = await reader.list('configmaps', { namespace });
    return new Map(all.map((one) => [one.metadata.name, one]));
  }
  const read = [...wanted].map(async (name) => [name, await reader.get('configmaps', { namespace, name })] as const);
  return new Map(await Promise.all(read));
}

function mapsNamed(container: AppContainer): readonly string[] {
  const named = [
    ...itemsAt(container, 'envFrom').map((source) => at(source, 'configMapRef', 'name')),
    ...(container.env ?? []).map((one) =>
      KEPT.has(one.name) ? at(one, 'valueFrom', 'configMapKeyRef', 'name') : undefined,
    ),
  ];
  return named.filter((name) => typeof name === 'string');
}

const resolved = <W extends Workload>(workload: W, maps: ConfigMaps): W => ({
  ...workload,
  ...withPodSpec(workload, { containers: containersOf(workload).map((container) => withVariables(container, maps)) }),
});

/** What `env` says counts more than what comes with `envFrom` (Kubernetes 1.36). */
function withVariables(container: AppContainer, maps: ConfigMaps): AppContainer {
  const own = (container.env ?? []).map((variable) => ofMap(variable, maps));
  const names = new Set(own.map(({ name }) => name));
  const sourced = itemsAt(container, 'envFrom').flatMap((source) => ofSource(source, maps));
  const all = [...sourced.filter(({ name }) => KEPT.has(name) && !names.has(name)), ...own];
  return { ...container, env: all.map((variable) => onNode(variable, all)) };
}

function ofSource(source: unknown, maps: ConfigMaps): readonly Variable[] {
  const name = at(source, 'configMapRef', 'name');
  if (typeof name !== 'string') return [];
  const said = at(source, 'prefix');
  const prefix = typeof said === 'string' ? said : '';
  const data = maps.get(name)?.data ?? {};
  return Object.entries(data).map(([key, value]) => ({
    name: `${prefix}${key}`,
    value,
    source: `ConfigMap ${name}`,
  }));
}

/** Undefined as a value: it could not be read. */
function ofMap(variable: Variable, maps: ConfigMaps): Variable {
  const from = at(variable, 'valueFrom');
  if (!isTree(from)) return variable;
  const [name, key] = ['name', 'key'].map((field) => at(from, 'configMapKeyRef', field));
  if (typeof name === 'string' && typeof key === 'string') {
    const value = KEPT.has(variable.name) ? maps.get(name)?.data?.[key] : undefined;
    return { ...variable, source: `ConfigMap ${name}`, ...(value === undefined ? {} : { value }) };
  }
  const field = at(from, 'fieldRef', 'fieldPath');
  if (typeof field !== 'string') return { ...variable, source: 'Secret' };
  return HOST.has(field) ? { ...variable, source: 'node', value: `$(${field})` } : variable;
}

/** Fields of a Pod that are the address of its node. */
const HOST: ReadonlySet<string> = new Set(['status.hostIP', 'status.hostIPs', 'spec.nodeName']);

/** An address that is made of another variable, which is the node's. */
function onNode(variable: Variable, all: readonly Variable[]): Variable {
  const { value } = variable;
  const used = typeof value === 'string' ? [...value.matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name) : [];
  const isNode = used.some((name) => all.some((one) => one.name === name && one.source === 'node'));
  return isNode ? { ...variable, source: 'node' } : variable;
}
