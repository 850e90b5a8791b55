import { AGENT_CONTAINER, INJECTED } from '../jaeger/index.ts';
import { agentServiceName } from './agent-sidecar.ts';
import { certificateNames } from './certificates.ts';
import { INJECT, OTEL_INJECT, PROPAGATION, PROPAGATIONS, REVISION, SCRAPED, SERVICE_NAME } from './marks.ts';
import { NOTHING, type Writing, type Writings } from './record.ts';
import {
  annotationsOf,
  containersOf,
  labelsOf,
  podAnnotationsOf,
  type AppContainer,
  type Injectable,
  type Named,
} from './workload.ts';

/** What the v1 operator's resource adds to Pods beside the agent itself; as it says it now. */
export interface AgentExtras {
  readonly volumes: readonly Named[];
  readonly imagePullSecrets: readonly Named[];
}

/**
 * What injection by somebody else can have written, without a record of it: only what has the values that the operator computes. An agent without
 * its label was put there by hand.
 */
export function presumedWriting(workload: Injectable, extras: AgentExtras): Writing {
  const annotations = annotationsOf(workload);
  const instance = labelsOf(workload)[INJECTED];
  const isInjected = instance !== undefined;
  return {
    ...NOTHING,
    annotations: {
      ...written(annotations, isWanted(annotations[INJECT]) ? [INJECT] : []),
      ...written(annotations, isInjected ? [REVISION, ...scraped(workload)] : [REVISION]),
    },
    labels: written(labelsOf(workload), [INJECTED]),
    podAnnotations: written(
      podAnnotationsOf(workload),
      isWanted(podAnnotationsOf(workload)[OTEL_INJECT]) ? [OTEL_INJECT] : [],
    ),
    ...(isInjected ? agentParts(workload, instance, extras) : {}),
  };
}

/** `false` is somebody's wish to have none. */
export const isWanted = (value: string | undefined): boolean => value !== undefined && value.toLowerCase() !== 'false';

const written = (texts: Readonly<Record<string, string>>, keys: readonly string[]): Writings =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const now = texts[key];
      return now === undefined ? [] : [[key, { was: null, now }]];
    }),
  );

/** The operator writes both, or what is missing of them. */
const scraped = (workload: Injectable): readonly string[] =>
  Object.entries(SCRAPED).every(([key, value]) => annotationsOf(workload)[key] === value) ? Object.keys(SCRAPED) : [];

function agentParts(workload: Injectable, instance: string, extras: AgentExtras): Partial<Writing> {
  const containers = containersOf(workload);
  if (!containers.some(({ name }) => name === AGENT_CONTAINER)) return {};
  const others = containers.filter(({ name }) => name !== AGENT_CONTAINER);
  const known = new Set([...certificateNames(instance), ...extras.volumes.map(({ name }) => name)]);
  const { volumes, imagePullSecrets } = workload.spec.template.spec;
  return {
    containers: [AGENT_CONTAINER],
    volumes: names(volumes).filter((name) => known.has(name) && !others.some((container) => mounts(container, name))),
    imagePullSecrets: names(imagePullSecrets).filter((name) =>
      extras.imagePullSecrets.some((extra) => extra.name === name),
    ),
    env: Object.fromEntries(others.map((container) => [container.name, defaultVariables(workload, container)])),
  };
}

const names = (items: readonly Named[] | null | undefined): readonly string[] => (items ?? []).map(({ name }) => name);

const mounts = ({ volumeMounts }: AppContainer, volume: string): boolean =>
  Array.isArray(volumeMounts) && (volumeMounts as readonly Named[]).some(({ name }) => name === volume);

function defaultVariables(workload: Injectable, { env }: AppContainer): Readonly<Record<string, string>> {
  const service = agentServiceName(workload);
  const defaults = new Map<string, readonly (string | undefined)[]>([
    [SERVICE_NAME, [service]],
    [PROPAGATION, PROPAGATIONS],
  ]);
  const found = (env ?? []).flatMap(({ name, value }): [string, string][] =>
    typeof value === 'string' && service !== undefined && defaults.get(name)?.includes(value) === true
      ? [[name, value]]
      : [],
  );
  return Object.fromEntries(found);
}
