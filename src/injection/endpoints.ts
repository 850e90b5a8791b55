import { at, selectsWorkload, type InstanceRoot } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Service } from '../kubernetes/types.ts';
import { readable } from './readable.ts';
import { SLICES } from './resources.ts';

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

/** How many addresses behind a Service are ready; undefined where that may not be seen. */
export async function readyEndpoints(
  cluster: Pick<Reader, 'list'>,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<number | undefined> {
  const labelSelector = `kubernetes.io/service-name=${name}`;
  const slices = await readable(cluster.list(SLICES, { namespace, labelSelector }), undefined);
  return slices
    ?.flatMap((slice) => itemsAt(slice, 'endpoints'))
    .filter((one) => at(one, 'conditions', 'ready') !== false).length;
}

export function itemsAt(tree: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(tree, ...path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}
