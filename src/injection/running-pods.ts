import { AGENT_CONTAINER, versionOfImage } from '../jaeger/index.ts';
import { isNamed } from './choose-target.ts';
import type { Application } from './gather-tracing.ts';
import { OFF } from './marks.ts';
import type { Refinement } from './refinement.ts';
import { containersOf } from './workload.ts';

interface Rollout {
  /** Pods that there are. */
  readonly pods: number;
  /** Those of the template as it is now. */
  readonly updated: number;
  readonly ready: number;
}

/** What a controller has told last; undefined before it has told anything. */
function rolloutOf({ kind, status }: Application): Rollout | undefined {
  if (status?.observedGeneration === undefined) return undefined;
  if (kind !== 'DaemonSet') {
    const { replicas = 0, updatedReplicas = 0, readyReplicas = 0 } = status;
    return { pods: replicas, updated: updatedReplicas, ready: readyReplicas };
  }
  const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberReady = 0 } = status;
  return { pods: desiredNumberScheduled, updated: updatedNumberScheduled, ready: numberReady };
}

/** What is written into the template is in the Pods that were made of it since. */
export const inRunningPods: Refinement = (trace, workload) => {
  const rollout = rolloutOf(workload);
  if (trace.traced !== 'yes' || trace.how === 'otel-operator' || rollout === undefined) return trace;
  const isStale = (workload.status?.observedGeneration ?? 0) < (workload.metadata.generation ?? 0);
  if (isStale)
    return { ...trace, traced: 'unknown', reason: `${trace.reason}; its controller has not looked at it yet` };
  const { pods, updated, ready } = rollout;
  if (pods === 0) return { ...trace, traced: 'no', reason: `${trace.reason}; no Pod of it runs` };
  if (updated === 0) return { ...trace, traced: 'no', reason: `${trace.reason}; its Pods are older than that` };
  if (ready === 0) return { ...trace, traced: 'no', reason: `${trace.reason}; no Pod of it is Ready` };
  return updated < pods
    ? { ...trace, traced: 'partly', reason: `${trace.reason}; ${pods - updated} of ${pods} Pods are older than that` }
    : trace;
};

/** The last release that has an agent is 1.62; later images of that name have never been published. */
const LAST_AGENT = 62;

/** Whether an agent's image was ever published, and, where no operator keeps it up, is as new as the instance that it sends to. */
export const agentOfToday: Refinement = (trace, workload, { facts }) => {
  const image = containersOf(workload).find(({ name }) => name === AGENT_CONTAINER)?.['image'];
  const agent = typeof image === 'string' ? releaseOf(image) : undefined;
  if (typeof image !== 'string' || agent === undefined) return trace;
  const { major, minor } = agent;
  if (major > 1 || minor > LAST_AGENT)
    return { ...trace, reason: `${trace.reason}; there is no agent ${image}: the last one is 1.${LAST_AGENT}` };
  const root = facts.roots.find((one) => trace.instance !== undefined && isNamed(one, trace.instance));
  const running = root?.workloads.flatMap((one) => releaseOf(one.image) ?? []).find((one) => one.major === 1);
  const newest = Math.min(running?.minor ?? minor, LAST_AGENT);
  return trace.how === 'sidecar' && minor < newest
    ? { ...trace, reason: `${trace.reason}; its agent is outdated: ${image}, now 1.${newest}: inject it again` }
    : trace;
};

function releaseOf(image: string): { readonly major: number; readonly minor: number } | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(versionOfImage(image) ?? '') ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

export const switchedOff: Refinement = (trace, workload) => {
  const told = containersOf(workload).flatMap(({ name, env }) =>
    (env ?? []).flatMap((variable) => {
      const is = OFF.some(([key, value]) => variable.name === key && String(variable.value).toLowerCase() === value);
      return is ? [`${variable.name}=${String(variable.value)} of container ${name}`] : [];
    }),
  );
  const [first] = told;
  return first === undefined || trace.traced === 'no'
    ? trace
    : { ...trace, traced: 'no', reason: `${first} switches it off` };
};
