import type { ContainerStateDetail, ContainerStatus, Pod } from '../../kubernetes/types.ts';
import { isReady } from '../ready.ts';

/** Why a Pod is not what it should be, as far as the Pod itself says it. */
export type Trouble =
  | { readonly type: 'unscheduled'; readonly message: string }
  | { readonly type: 'image'; readonly container: string; readonly image: string; readonly message: string }
  | { readonly type: 'start'; readonly container: string; readonly reason: string; readonly message: string }
  | {
      readonly type: 'crash';
      readonly container: string;
      readonly ended: ContainerStateDetail;
      readonly restarts: number;
      /** The end was that of the run before: the container runs again, or waits to. */
      readonly previous: boolean;
    };

/** The kubelet's words for an image that it does not get (kubernetes 1.36, pkg/kubelet/images/types.go). */
const IMAGE = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);
/** Waiting that is no failure. */
const PASSING = new Set(['ContainerCreating', 'PodInitializing', 'CrashLoopBackOff']);

const UNBACKED = /^Back-off pulling image\b.*?: (?=\S)/;

/** What is plainly wrong with a Pod. Nothing for one that is going, has done its work, or only takes its time. */
export function troublesOf(pod: Pod): readonly Trouble[] {
  if (pod.metadata.deletionTimestamp !== undefined || pod.status?.phase === 'Succeeded') return [];
  const scheduling = (pod.status?.conditions ?? []).find(({ type }) => type === 'PodScheduled');
  if (scheduling?.status === 'False') return [{ type: 'unscheduled', message: scheduling.message ?? '' }];
  const containers = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return containers.flatMap((status) => troubleOf(pod, status) ?? []);
}

function troubleOf(pod: Pod, status: ContainerStatus): Trouble | undefined {
  const { name: container, state } = status;
  const { reason = '', message = '' } = state?.waiting ?? {};
  if (IMAGE.has(reason))
    return { type: 'image', container, image: imageOf(pod, container), message: message.replace(UNBACKED, '') };
  if (reason !== '' && !PASSING.has(reason)) return { type: 'start', container, reason, message };
  return crashOf(status);
}

/** A container that failed and is not started again, or is, and does not get ready. */
function crashOf({
  name: container,
  state,
  lastState,
  ready,
  restartCount: restarts = 0,
}: ContainerStatus): Trouble | undefined {
  const over = state?.terminated;
  if (over)
    return over.exitCode === 0 ? undefined : { type: 'crash', container, ended: over, restarts, previous: false };
  const ended = lastState?.terminated;
  return ended && restarts > 0 && ready !== true
    ? { type: 'crash', container, ended, restarts, previous: true }
    : undefined;
}

const imageOf = ({ spec }: Pod, name: string): string =>
  [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].find((container) => container.name === name)?.image ??
  '';

/** Containers that the kernel ended, whatever they do now. */
export const memoryVictims = ({ status }: Pod): readonly ContainerStatus[] =>
  [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].filter(
    ({ state, lastState }) =>
      state?.terminated?.reason === 'OOMKilled' || lastState?.terminated?.reason === 'OOMKilled',
  );

/** It should be ready, and is not. */
export const isWaiting = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  pod.status?.phase !== 'Succeeded' &&
  pod.status?.phase !== 'Failed' &&
  !isReady(pod);

/** How a container ended, in words. */
export const endOf = ({ reason = 'Error', exitCode, signal }: ContainerStateDetail): string =>
  `ended with ${signal === undefined || signal === 0 ? `exit code ${exitCode ?? 'unknown'}` : `signal ${signal}`} (${reason})`;
