import { isJaegerError } from '../errors/index.ts';
import { at, selectorText, selectsWorkload, type InstanceRoot } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Service } from '../kubernetes/types.ts';
import { readable } from './readable.ts';

/** A Service that spans are sent to. */
export interface SpanService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

const TAKING = new Set(['all-in-one', 'collector', 'unknown']);

/** The Service of an instance that has a port, and workloads behind it that take spans; one with an address of its own before one without. */
export function serviceWith(root: InstanceRoot, services: readonly Service[], port: number): SpanService | undefined {
  const taking = root.workloads.filter(({ component }) => TAKING.has(component)).map(({ object }) => object);
  const found = services.filter(
    (service) =>
      taking.some((workload) => selectsWorkload(service, workload)) &&
      (service.spec?.ports ?? []).some((one) => one.port === port),
  );
  const [best] = [...found.filter(({ spec }) => spec?.clusterIP !== 'None'), ...found];
  return best && { namespace: root.namespace, name: best.metadata.name, port };
}

/** How many Ready Pods are behind a Service; undefined where that cannot be seen, or somebody else says what is behind it. */
export async function readyEndpoints(
  cluster: Reader,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<number | undefined> {
  const service = await cluster.get('services', { namespace, name }).catch(missing);
  if (service === undefined || service === 'unseen') return service === undefined ? 0 : undefined;
  if (service.spec?.selector === undefined) return undefined;
  const labelSelector = selectorText(service.spec.selector);
  const pods = await readable(cluster.list('pods', { namespace, labelSelector }), undefined);
  return pods?.filter(({ status }) =>
    status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  ).length;
}

/** Undefined: it is not there. */
function missing(error: unknown): 'unseen' | undefined {
  if (isJaegerError(error) && error.code === 'NOT_FOUND') return undefined;
  if (isJaegerError(error) && error.code === 'FORBIDDEN') return 'unseen';
  throw error;
}

export function itemsAt(tree: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(tree, ...path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}
