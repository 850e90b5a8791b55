import { agentContainer, uniquelyNamed, type AgentPlatform } from './agent-container.ts';
import { namedAt, type AgentTarget } from './agent-target.ts';
import { certificateVolumes } from './certificates.ts';
import { PROPAGATION, PROPAGATIONS, SCRAPED, SERVICE_NAME } from './marks.ts';
import {
  annotationsOf,
  containersOf,
  podLabelsOf,
  withAnnotations,
  withPodSpec,
  type AppContainer,
  type Injectable,
  type Named,
} from './workload.ts';

export interface AgentSurroundings extends AgentPlatform {
  /** Variables that containers take from ConfigMaps as a whole: these are not written beside them. */
  readonly configMapKeys: ReadonlySet<string>;
}

/**
 * A workload that has no agent, with one: all that the operator's webhook would write but its label (jaeger-operator 1.65, inject/sidecar).
 * Without that label no operator adopts the container, or takes it away.
 */
export function withAgent(workload: Injectable, target: AgentTarget, surroundings: AgentSurroundings): Injectable {
  const { spec } = workload.spec.template;
  const { agent } = target;
  const volumes = [
    ...(spec.volumes ?? []),
    ...namedAt(agent, 'volumes'),
    ...(surroundings.openshift ? certificateVolumes(target) : []),
  ];
  const secrets = [...(spec.imagePullSecrets ?? []), ...namedAt(agent, 'imagePullSecrets')];
  const containers = withVariables(workload, surroundings);
  const decorated = withAnnotations(workload, { ...SCRAPED, ...annotationsOf(workload) });
  return withPodSpec(decorated, {
    containers: [...containers, agentContainer(target, workload, surroundings)],
    ...listed('volumes', volumes),
    ...listed('imagePullSecrets', secrets),
  });
}

/** An empty list is none: it stays as it was written. */
const listed = <K extends string>(
  field: K,
  items: readonly Named[],
): { readonly [F in K]?: readonly Named[] } | object => (items.length === 0 ? {} : { [field]: uniquelyNamed(items) });

function withVariables(workload: Injectable, { configMapKeys }: AgentSurroundings): readonly AppContainer[] {
  const service = agentServiceName(workload);
  if (service === undefined) return containersOf(workload);
  const wanted = [
    { name: SERVICE_NAME, value: service },
    { name: PROPAGATION, value: PROPAGATIONS[0] },
  ].filter(({ name }) => !configMapKeys.has(name));
  return containersOf(workload).map((container) => addVariables(container, wanted));
}

/** The container with those of the variables that it does not have. */
export function addVariables(
  container: AppContainer,
  wanted: readonly { readonly name: string; readonly value: string }[],
): AppContainer {
  const own = container.env ?? [];
  const missing = wanted.filter(({ name }) => !own.some((variable) => variable.name === name));
  return missing.length === 0 ? container : { ...container, env: [...own, ...missing] };
}

/** The labels of Pods of which the first names the service (jaeger-operator 1.65). */
const NAMING = ['app.kubernetes.io/instance', 'app.kubernetes.io/name', 'app'] as const;

/** What the Pods' labels call the service; undefined without any of them. */
export const labelledName = (workload: Injectable): string | undefined =>
  NAMING.map((key) => podLabelsOf(workload)[key]).find((value) => value !== undefined);

/** As the operator names a service: undefined, and no variables, without any of these labels. */
export function agentServiceName(workload: Injectable): string | undefined {
  const app = labelledName(workload);
  return app === undefined ? undefined : `${app}.${workload.metadata.namespace ?? 'default'}`;
}
