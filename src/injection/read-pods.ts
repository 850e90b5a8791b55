import type { Reader } from '../kubernetes/ports.ts';
import { readable } from './readable.ts';
import { seenPods, type SeenPod } from './seen-pods.ts';

/** What the OpenTelemetry operator has made of the Pods of a namespace; undefined where they may not be read. */
export async function readPods(cluster: Reader, namespace: string): Promise<readonly SeenPod[] | undefined> {
  const pods = await readable(cluster.list('pods', { namespace }), undefined);
  return pods && seenPods(pods);
}
