import type { ConfigMap, Container, OpenTelemetryCollector, PodSpec, Resources } from '../kubernetes/types.ts';
import { configMapAt, configurationId, settingsIn } from './component-workloads.ts';
import { configurationSources, isTree, type Configuration, type ConfigurationSource } from './configuration.ts';
import type { FactReader } from './fact-reader.ts';
import type { FoundWorkload, InstanceFacts, Scope } from './facts.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { recognise, UI } from './recognise.ts';
import { settingsOf, variableSources } from './settings.ts';

/** Group → version, of the resources that not every cluster has. */
const OPTIONAL = {
  'jaegertracing.io': 'v1',
  'opentelemetry.io': 'v1beta1',
  'route.openshift.io': 'v1',
  'gateway.networking.k8s.io': 'v1',
} as const;

/** API groups to be asked: those that the server has, and all of the optional ones when it does not tell. */
export type ServedGroups = ReadonlyMap<string, readonly string[]>;

export const servedGroups = async (reader: FactReader): Promise<ServedGroups> =>
  (await reader.groups()) ?? new Map(Object.entries(OPTIONAL).map(([group, version]) => [group, [version]]));

/** Custom resources and workloads in scope, and the settings that these take from ConfigMaps. Two round trips. */
export async function gatherInstances(
  reader: FactReader,
  scope: Scope,
  groups: Promise<ServedGroups>,
): Promise<InstanceFacts> {
  const found = Promise.all([
    workloads(reader, 'deployments', scope),
    workloads(reader, 'statefulsets', scope),
    workloads(reader, 'daemonsets', scope),
  ]).then((lists) => lists.flat());
  const wanted = found.then(candidates);
  const [jaegers, collectors, configMaps] = await Promise.all([
    groups.then((served) => (served.has('jaegertracing.io') ? reader.list('jaegers', scope) : [])),
    groups.then((served) => gatherCollectors(reader, scope, served.get('opentelemetry.io'))),
    wanted.then((subjects) => gatherConfigMaps(reader, subjects)),
  ]);
  const configurations = await parseAll(await wanted, configMaps);
  return { jaegers, collectors, workloads: await found, configMaps, configurations };
}

async function workloads(
  reader: FactReader,
  resource: FoundWorkload['resource'],
  scope: Scope,
): Promise<readonly FoundWorkload[]> {
  const found: readonly Resources[typeof resource][] = await reader.list(resource, scope);
  return found.map((workload) => ({ ...workload, resource }));
}

const CURRENT = OPTIONAL['opentelemetry.io'];

/** Operators of before 0.98 serve v1alpha1 alone, in which the configuration is text. */
async function gatherCollectors(
  reader: FactReader,
  scope: Scope,
  versions: readonly string[] | undefined,
): Promise<readonly OpenTelemetryCollector[]> {
  if (versions === undefined) return [];
  const version = versions.includes(CURRENT) ? CURRENT : 'v1alpha1';
  const collectors = await reader.list('opentelemetrycollectors', { ...scope, version });
  return Promise.all(
    collectors.map(async ({ spec, ...collector }) =>
      typeof spec?.config === 'string'
        ? { ...collector, spec: { ...spec, config: await parseConfiguration(spec.config) } }
        : { ...collector, ...(spec && { spec }) },
    ),
  );
}

interface Subject {
  readonly workload: FoundWorkload;
  readonly container: Container;
  readonly spec: PodSpec;
}

/** Containers that are Jaeger, and those that could be if their settings were known. */
const candidates = (found: readonly FoundWorkload[]): readonly Subject[] =>
  found.flatMap((workload) => {
    const spec = workload.spec?.template?.spec ?? {};
    const isWanted = (container: Container): boolean =>
      recognise(container, settingsOf(container, noConfigMaps)) !== undefined || mayBe(workload, container);
    return (spec.containers ?? []).filter(isWanted).map((container) => ({ workload, container, spec }));
  });

const noConfigMaps = (): undefined => undefined;

/** Under an image's name that nobody knows: its configuration is looked at when its port, or any name of it, hints at Jaeger. */
function mayBe({ metadata }: FoundWorkload, { name, image, ports = [] }: Container): boolean {
  return (
    ports.some(({ containerPort }) => containerPort === UI) ||
    /jaeger|tracing/i.test(`${metadata.name} ${name} ${image}`)
  );
}

const sourcesOf = (
  { workload, container, spec }: Subject,
  configMaps: readonly ConfigMap[],
): readonly ConfigurationSource[] => configurationSources(container, spec, settingsIn(workload, container, configMaps));

async function gatherConfigMaps(reader: FactReader, subjects: readonly Subject[]): Promise<readonly ConfigMap[]> {
  const wanted = new Map(
    subjects.flatMap((subject) => {
      const { namespace = '' } = subject.workload.metadata;
      const files = sourcesOf(subject, []).flatMap((source) => (source.type === 'key' ? source.configMap : []));
      return [...files, ...variableSources(subject.container)].map((name) => [
        `${namespace}/${name}`,
        { namespace, name },
      ]);
    }),
  );
  const read = await Promise.all([...wanted.values()].map((name) => reader.get('configmaps', name)));
  return read.flatMap((configMap) => configMap ?? []);
}

/** Every configuration that a candidate names and that can be read, by `configurationId`. */
async function parseAll(
  subjects: readonly Subject[],
  configMaps: readonly ConfigMap[],
): Promise<ReadonlyMap<string, Configuration>> {
  const texts = new Map(
    subjects.flatMap((subject) => {
      const { namespace = '' } = subject.workload.metadata;
      return sourcesOf(subject, configMaps).flatMap((source): [string, string][] => {
        const text = textOf(source, namespace, configMaps);
        return text === undefined ? [] : [[configurationId(namespace, source), text]];
      });
    }),
  );
  const parsed = await Promise.all([...texts].map(async ([id, text]) => [id, await parseConfiguration(text)] as const));
  return new Map(parsed.flatMap(([id, tree]) => (isTree(tree) ? [[id, tree]] : [])));
}

function textOf(source: ConfigurationSource, namespace: string, configMaps: readonly ConfigMap[]): string | undefined {
  if (source.type === 'text') return source.text;
  if (source.type === 'elsewhere') return undefined;
  return configMapAt(configMaps, namespace, source.configMap)?.data?.[source.key];
}
