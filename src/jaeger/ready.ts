import type { Pod } from '../kubernetes/types.ts';

/** It is not on its way out, and has not ended. */
export const isAlive = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';

export const isReady = (pod: Pod): boolean =>
  isAlive(pod) && (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
