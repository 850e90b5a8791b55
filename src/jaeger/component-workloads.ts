import type { ConfigMap, Container, PodSpec } from '../kubernetes/types.ts';
import {
  configurationSources,
  flattenConfiguration,
  mergeConfigurations,
  type Configuration,
  type ConfigurationSource,
} from './configuration.ts';
import type { FoundWorkload, InstanceFacts } from './facts.ts';
import { versionOfImage } from './images.ts';
import type { Component, ComponentWorkload } from './instance.ts';
import { componentOf } from './components.ts';
import { AGENT_CONTAINER, COMPONENT, INJECTED, JAEGER_OPERATOR, MANAGED_BY } from './labels.ts';
import { componentBy, isJaegers, recognise, UI, type Recognised } from './recognise.ts';
import { settingsOf, type Settings } from './settings.ts';
import { located, storageOfV1, storageOfV2 } from './span-storage.ts';

/** One container of a workload and everything that it is told. */
interface Subject {
  readonly workload: FoundWorkload;
  readonly spec: PodSpec;
  readonly container: Container;
  readonly settings: Settings;
  readonly facts: InstanceFacts;
}

/** Every workload in which a container is Jaeger. Agents beside applications are the applications', not Jaeger's. */
export const findComponents = (facts: InstanceFacts): readonly ComponentWorkload[] =>
  facts.workloads.flatMap((workload) => componentOfWorkload(workload, facts) ?? ofOperator(workload, facts) ?? []);

/** The v1 operator runs what image it is told to: then its label says what that is. */
function ofOperator(workload: FoundWorkload, facts: InstanceFacts): ComponentWorkload | undefined {
  const component = componentOf(workload);
  const isItsOwn = workload.metadata.labels?.[MANAGED_BY] === JAEGER_OPERATOR && component !== 'unknown';
  return isItsOwn
    ? componentAs(workload, { generation: 'v1', component, because: `label ${COMPONENT}` }, facts)
    : undefined;
}

/** A workload that is known to be Jaeger's by other means than its containers. */
export function componentAs(
  workload: FoundWorkload,
  what: Recognised,
  facts: InstanceFacts,
): ComponentWorkload | undefined {
  const spec = workload.spec?.template?.spec ?? {};
  const { containers = [] } = spec;
  const container =
    containers.find(({ name }) => /^(jaeger|otc-container)/.test(name) && name !== AGENT_CONTAINER) ?? containers[0];
  if (container === undefined) return undefined;
  return ofV1({ workload, spec, container, facts, settings: settingsIn(workload, container, facts.configMaps) }, what);
}

function componentOfWorkload(workload: FoundWorkload, facts: InstanceFacts): ComponentWorkload | undefined {
  const spec = workload.spec?.template?.spec ?? {};
  for (const container of spec.containers ?? []) {
    if (isInjected(workload, container)) continue;
    const found = componentOfContainer({
      workload,
      spec,
      container,
      facts,
      settings: settingsIn(workload, container, facts.configMaps),
    });
    if (found) return found;
  }
  return undefined;
}

/** The webhook labels what it has put an agent into; an agent that somebody put beside something else is not alone there. */
const isInjected = ({ metadata, spec }: FoundWorkload, { name }: Container): boolean =>
  name === AGENT_CONTAINER &&
  (metadata.labels?.[INJECTED] !== undefined || (spec?.template?.spec?.containers ?? []).length > 1);

export function settingsIn(
  { metadata }: FoundWorkload,
  container: Container,
  configMaps: readonly ConfigMap[],
): Settings {
  return settingsOf(container, (name) => configMapAt(configMaps, metadata.namespace ?? '', name));
}

export const configMapAt = (configMaps: readonly ConfigMap[], namespace: string, name: string): ConfigMap | undefined =>
  configMaps.find(({ metadata }) => metadata.name === name && (metadata.namespace ?? '') === namespace);

function componentOfContainer(subject: Subject): ComponentWorkload | undefined {
  const recognised = recognise(subject.container, subject.settings);
  if (recognised?.generation === 'v1' || recognised?.component === 'remote-storage') return ofV1(subject, recognised);
  const configured = configurationOf(subject);
  if (recognised) return ofV2(subject, recognised.because, configured);
  const { configuration } = configured;
  const isOurs = configured.isGiven && configuration !== undefined && isJaegers(configuration);
  return isOurs ? ofV2(subject, 'configuration with extensions of Jaeger', configured) : undefined;
}

function ofV1(subject: Subject, { generation, component, because }: Recognised): ComponentWorkload {
  const { settings, workload } = subject;
  const storage = storageOfV1(settings, component, workload.metadata.namespace ?? '');
  return { ...described(subject), generation, component, because, settings, storage };
}

interface Configured {
  /** A configuration is named; otherwise the one that is built in counts. */
  readonly isGiven: boolean;
  /** Undefined where it cannot be known, or is no configuration. */
  readonly configuration: Configuration | undefined;
  readonly because: string;
}

function ofV2(subject: Subject, because: string, configured: Configured): ComponentWorkload {
  const { settings, workload, container } = subject;
  const namespace = workload.metadata.namespace ?? '';
  const { configuration, isGiven } = configured;
  const what = { ...described(subject), generation: 'v2' as const, because };
  if (!isGiven)
    return {
      ...what,
      component: 'all-in-one',
      settings,
      storage: located('memory', undefined, { namespace, because: 'no configuration: the one that is built in' }),
    };
  if (configuration === undefined)
    return {
      ...what,
      component: guessed(container, workload.metadata.name),
      settings,
      storage: located('unknown', undefined, { namespace, because: configured.because }),
    };
  return {
    ...what,
    component: componentBy(configuration),
    settings: new Map([...settings, ...flattenConfiguration(configuration)]),
    storage: storageOfV2(configuration, settings, namespace),
  };
}

/** Where the configuration cannot be read, names and ports are all there is. */
function guessed({ ports = [] }: Container, name: string): Component {
  const named = /-(collector|query|ingester)$/.exec(name)?.[1];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of three words that are components
  if (named !== undefined) return named as Component;
  return ports.length === 0 || ports.some(({ containerPort }) => containerPort === UI) ? 'all-in-one' : 'collector';
}

function configurationOf({ container, spec, settings, facts, workload }: Subject): Configured {
  const sources = configurationSources(container, spec, settings);
  const { namespace = '' } = workload.metadata;
  let merged: Configuration = {};
  for (const source of sources) {
    const found = facts.configurations.get(configurationId(namespace, source));
    if (found === undefined) return { isGiven: true, configuration: undefined, because: unreadable(source) };
    merged = mergeConfigurations(merged, found);
  }
  return { isGiven: sources.length > 0, configuration: merged, because: '' };
}

/** Under which name `InstanceFacts.configurations` has what a source says. */
export function configurationId(namespace: string, source: ConfigurationSource): string {
  if (source.type === 'key') return `${namespace}/${source.configMap}/${source.key}`;
  return source.type === 'text' ? source.text : source.uri;
}

function unreadable(source: ConfigurationSource): string {
  if (source.type === 'key')
    return `configmaps/${source.configMap} has no configuration under "${source.key}" that can be read`;
  return source.type === 'text' ? 'its configuration is no map' : `its configuration is at ${source.uri}`;
}

const described = ({
  workload,
  container,
}: Subject): Pick<ComponentWorkload, 'object' | 'container' | 'image' | 'version'> => ({
  object: workload,
  container: container.name,
  image: container.image ?? '',
  version: container.image === undefined ? undefined : versionOfImage(container.image),
});
