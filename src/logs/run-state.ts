import type { ContainerStateDetail, ContainerStatus, Pod } from '../kubernetes/types.ts';

/** How far a container has come, as its Pod says; the node tells a second or so late. */
export interface RunState {
  /** Which run of it this is, from 0 on: how often it has been started again. */
  readonly run: number;
  /** `ended` with this run; `waiting` for the very first one. */
  readonly is: 'waiting' | 'running' | 'ended';
  /** Why it waits, or how it ended. */
  readonly reason: string;
  /** It has ended and done what it was to do. */
  readonly isGood: boolean;
}

export function runState({ status = {} }: Pod, container: string): RunState {
  const { state = {}, lastState = {}, restartCount: run = 0 } = statusOf(status, container);
  if (state.running) return { run, is: 'running', reason: '', isGood: false };
  // Between two runs it waits, and its log is that of the last one.
  const end = state.terminated ?? lastState.terminated;
  const wait = state.waiting?.reason;
  if (end) return { run, is: 'ended', ...howItEnded(end, wait) };
  return { run, is: 'waiting', reason: wait ?? status.reason ?? status.phase ?? 'Pending', isGood: false };
}

function statusOf(status: NonNullable<Pod['status']>, container: string): Partial<ContainerStatus> {
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return statuses.find(({ name }) => name === container) ?? {};
}

function howItEnded(
  { reason, exitCode = 0 }: ContainerStateDetail,
  wait: string | undefined,
): Pick<RunState, 'reason' | 'isGood'> {
  const how = `${reason || 'ended'}, exit code ${exitCode}`;
  return { reason: wait === undefined ? how : `${how}; ${wait}`, isGood: exitCode === 0 && wait === undefined };
}

/** Nothing of it will be started again. */
export const isFinished = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';
