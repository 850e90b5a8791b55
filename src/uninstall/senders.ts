import { INJECTED, type FoundWorkload } from '../jaeger/index.ts';
import type { Container, KubernetesObject } from '../kubernetes/types.ts';
import type { Surroundings } from './facts.ts';
import { namesAddress } from './addresses.ts';

/** Somebody who loses spans when the instance is gone. */
export interface Sender {
  readonly namespace: string;
  /** `deployments/hotrod`, or `namespaces/shop`. */
  readonly object: string;
  /** How it sends, or will. */
  readonly because: readonly string[];
  /** What makes it stop, one command each. */
  readonly stop: readonly string[];
}

interface Reason {
  readonly because: string;
  readonly stop: string;
}

const INJECT = 'sidecar.jaegertracing.io/inject';
const AGENT = 'jaeger-agent';

/** Who still sends to an instance: by a sidecar, an annotation that names it, or a variable or argument with its address. */
export function sendersOf(around: Surroundings): readonly Sender[] {
  const own = new Set(around.made.map(({ object }) => object.metadata.uid));
  const workloads = around.workloads.filter(({ metadata }) => !own.has(metadata.uid) && !isComponent(around, metadata));
  return [
    ...around.namespaces.flatMap((namespace) => annotatedNamespace(around, namespace)),
    ...workloads.flatMap((workload) => sender(around, workload)),
  ];
}

const isComponent = ({ instance }: Surroundings, { uid }: KubernetesObject['metadata']): boolean =>
  (instance?.workloads ?? []).some(({ object }) => object.metadata.uid === uid);

function annotatedNamespace(around: Surroundings, { metadata }: KubernetesObject): readonly Sender[] {
  const { name, annotations } = metadata;
  if (annotations?.[INJECT] !== around.name || !means(around, name)) return [];
  return [
    {
      namespace: name,
      object: `namespaces/${name}`,
      because: [`annotation ${INJECT}`],
      stop: [`kubectl annotate namespace ${name} ${INJECT}-`],
    },
  ];
}

function sender(around: Surroundings, workload: FoundWorkload): readonly Sender[] {
  const { name, namespace = '' } = workload.metadata;
  const object = `${workload.resource}/${name}`;
  const place = `${object} -n ${namespace}`;
  const reasons = [
    ...(sidecar(around, workload, place) ?? annotated(around, workload, place)),
    ...addressed(around, workload, place),
  ];
  if (reasons.length === 0) return [];
  const because = reasons.map((reason) => reason.because);
  return [{ namespace, object, because, stop: [...new Set(reasons.map(({ stop }) => stop))] }];
}

const containersOf = ({ spec }: FoundWorkload): readonly Container[] => [
  ...(spec?.template?.spec?.initContainers ?? []),
  ...(spec?.template?.spec?.containers ?? []),
];

/** The label has the instance's name alone; which namespace that is in, the agent's own argument says. Undefined: it has none. */
function sidecar(around: Surroundings, workload: FoundWorkload, place: string): readonly Reason[] | undefined {
  const { labels, namespace = '' } = workload.metadata;
  if (labels?.[INJECTED] !== around.name.slice(0, 63)) return undefined;
  const agent = containersOf(workload).find(({ name }) => name === AGENT);
  const target = agent?.args?.find((argument) => argument.startsWith('--reporter.grpc.host-port='));
  const isOurs = target === undefined ? means(around, namespace) : isAddressed(around, namespace, target);
  const stop = `kubectl annotate ${place} --overwrite ${INJECT}=false`;
  return isOurs ? [{ because: `label ${INJECTED}`, stop }] : undefined;
}

/** What the operator looks at, and what somebody has written where it looks at nothing (jaeger-operator 1.65). */
function annotated(around: Surroundings, { metadata, spec }: FoundWorkload, place: string): readonly Reason[] {
  if (!means(around, metadata.namespace ?? '')) return [];
  const onTemplate = spec?.template?.metadata?.annotations?.[INJECT] === around.name;
  return [
    ...(metadata.annotations?.[INJECT] === around.name
      ? [{ because: `annotation ${INJECT}`, stop: `kubectl annotate ${place} ${INJECT}-` }]
      : []),
    ...(onTemplate ? [{ because: `annotation ${INJECT} of its Pods`, stop: `kubectl edit ${place}` }] : []),
  ];
}

/** Whether a name means this instance: the one beside a workload comes first, and without one it could be any of that name. */
function means({ namespace, name, others }: Surroundings, from: string): boolean {
  return from === namespace || !others.some((other) => other.namespace === from && other.name === name);
}

function addressed(around: Surroundings, workload: FoundWorkload, place: string): readonly Reason[] {
  const { namespace = '', labels } = workload.metadata;
  const isInjected = labels?.[INJECTED] !== undefined;
  // An injected agent is told of above, and cannot be told anything by hand.
  const containers = containersOf(workload).filter(({ name }) => !(isInjected && name === AGENT));
  return containers.flatMap(({ name, env = [], args = [], command = [] }) => [
    ...env
      .filter(({ value = '' }) => isAddressed(around, namespace, value))
      .map((variable) => ({
        because: `variable ${variable.name}`,
        stop: `kubectl set env ${place} -c ${name} ${variable.name}-`,
      })),
    ...[...command, ...args]
      .filter((argument) => isAddressed(around, namespace, argument))
      .map((argument) => ({ because: `argument ${argument.split('=')[0]}`, stop: `kubectl edit ${place}` })),
  ]);
}

const isAddressed = (around: Surroundings, from: string, text: string): boolean =>
  takingServices(around).some((service) =>
    namesAddress(text, { service, namespace: around.namespace, isNear: from === around.namespace }),
  );

/** The Services of an instance that take spans; where they may not be seen, by the names that the operator gives them. */
function takingServices({ instance, name }: Surroundings): readonly string[] {
  const seen = (instance?.services ?? [])
    .filter(({ component }) => ['collector', 'agent', 'all-in-one'].includes(component))
    .map(({ object }) => object.metadata.name)
    .filter((service) => !service.endsWith('-query'));
  return seen.length > 0 ? seen : ['collector', 'collector-headless', 'agent'].map((part) => `${name}-${part}`);
}
