import { placeOf, type Member } from '../jaeger/index.ts';
import type { Container, ContainerStatus, Pod } from '../kubernetes/types.ts';
import type { PodRow } from './report.ts';

/**
 * READY, STATUS and RESTARTS of a Pod exactly as `kubectl get pods` shows them
 * (kubernetes 1.36, pkg/printers/internalversion printPod), so that both can be compared at a glance.
 */
export function podRow({ object: pod, component, because }: Member<Pod>): PodRow {
  const init = readInit(pod);
  const main = init.isInitializing ? NOTHING : readMain(pod);
  return {
    ...placeOf(pod.metadata),
    component,
    readyContainers: main.ready + init.readySidecars,
    containers: (pod.spec?.containers ?? []).length + sidecars(pod).length,
    status: statusOf(pod, main.reason ?? init.reason),
    restarts: init.isInitializing ? init.restarts : main.restarts + init.sidecarRestarts,
    lastRestartAt: latest(init.isInitializing ? init.restartedAt : [...main.restartedAt, ...init.sidecarRestartedAt]),
    ip: pod.status?.podIP || undefined,
    node: pod.spec?.nodeName || undefined,
    createdAt: pod.metadata.creationTimestamp,
    because,
  };
}

interface InitState {
  readonly isInitializing: boolean;
  readonly reason: string | undefined;
  readonly restarts: number;
  readonly restartedAt: readonly string[];
  readonly readySidecars: number;
  readonly sidecarRestarts: number;
  readonly sidecarRestartedAt: readonly string[];
}

const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === 'Always';
const sidecars = (pod: Pod): readonly Container[] => (pod.spec?.initContainers ?? []).filter(isSidecar);

/** Init containers up to the first that is not done: what comes after it has not begun. */
function readInit(pod: Pod): InitState {
  const sidecarNames = new Set(sidecars(pod).map(({ name }) => name));
  const all = pod.status?.initContainerStatuses ?? [];
  const unfinished = all.findIndex((status) => !isDone(status, sidecarNames.has(status.name)));
  const begun = unfinished === -1 ? all : all.slice(0, unfinished + 1);
  const current = all[unfinished];
  const ofSidecars = begun.filter(({ name }) => sidecarNames.has(name));
  return {
    isInitializing: current !== undefined && !holds(pod, 'Initialized'),
    reason: current && initReason(current, `${unfinished}/${(pod.spec?.initContainers ?? []).length}`),
    restarts: sum(begun),
    restartedAt: restartTimes(begun),
    readySidecars: ofSidecars.filter(({ ready, started }) => ready === true && started === true).length,
    sidecarRestarts: sum(ofSidecars),
    sidecarRestartedAt: restartTimes(ofSidecars),
  };
}

const holds = (pod: Pod, condition: string): boolean =>
  (pod.status?.conditions ?? []).some(({ type, status }) => type === condition && status === 'True');

const isDone = ({ state, started }: ContainerStatus, isRestartable: boolean): boolean =>
  state?.terminated?.exitCode === 0 || (isRestartable && started === true);

function initReason({ state }: ContainerStatus, progress: string): string {
  if (state?.terminated) return `Init:${endReason(state.terminated)}`;
  const waiting = state?.waiting?.reason;
  return `Init:${waiting !== undefined && waiting !== '' && waiting !== 'PodInitializing' ? waiting : progress}`;
}

interface MainState {
  readonly ready: number;
  readonly reason: string | undefined;
  readonly restarts: number;
  readonly restartedAt: readonly string[];
}

const NOTHING: MainState = { ready: 0, reason: undefined, restarts: 0, restartedAt: [] };

function readMain(pod: Pod): MainState {
  const statuses = pod.status?.containerStatuses ?? [];
  const reasons = statuses.flatMap(({ state }) => {
    if (state?.waiting?.reason) return [state.waiting.reason];
    return state?.terminated ? [endReason(state.terminated)] : [];
  });
  const running = statuses.filter(({ ready, state }) => ready === true && state?.running !== undefined);
  // The first container's reason is the one shown; a Pod with a running container is not completed.
  const [first] = reasons;
  return {
    ready: running.length,
    reason: first === 'Completed' && running.length > 0 ? partlyRunning(pod) : first,
    restarts: sum(statuses),
    restartedAt: restartTimes(statuses),
  };
}

const partlyRunning = (pod: Pod): string => (holds(pod, 'Ready') ? 'Running' : 'NotReady');

/** How a container ended: the runtime's word, else its signal or exit code. */
function endReason({ reason, signal, exitCode }: { reason?: string; signal?: number; exitCode?: number }): string {
  if (reason !== undefined && reason !== '') return reason;
  return signal !== undefined && signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`;
}

function statusOf(pod: Pod, containerReason: string | undefined): string {
  const { phase = 'Unknown', reason, conditions = [] } = pod.status ?? {};
  const isGated = conditions.some((condition) => condition.type === 'PodScheduled' && condition.reason === GATED);
  const isFinal = phase === 'Succeeded' || phase === 'Failed';
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (reason === 'NodeLost') return 'Unknown';
    if (!isFinal) return 'Terminating';
  }
  return containerReason ?? (isGated ? GATED : reason || phase);
}

const GATED = 'SchedulingGated';

const sum = (statuses: readonly ContainerStatus[]): number =>
  statuses.reduce((total, { restartCount = 0 }) => total + restartCount, 0);

const restartTimes = (statuses: readonly ContainerStatus[]): readonly string[] =>
  statuses.flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? []);

const latest = (times: readonly string[]): string | undefined => times.toSorted().at(-1);
