import type { ApiResource, KubernetesObject } from '../kubernetes/types.ts';
import type { Step } from '../plan/index.ts';
import type { Belongings } from './belongings.ts';
import type { Labelled, Surroundings } from './facts.ts';
import { JOBS, PODS, STORES } from '../jaeger/index.ts';

/** An object that is to be gone. */
export interface Doomed {
  readonly resource: ApiResource;
  readonly object: KubernetesObject;
}

/** All that is gone after these steps: what they delete, what the server deletes after that, and the Pods of it. */
export function doomedBy({ instance }: Surroundings, { owned }: Belongings, steps: readonly Step[]): readonly Doomed[] {
  const deleted = steps.flatMap((step) =>
    step.type === 'delete' ? [{ resource: step.resource, object: step.live }] : [],
  );
  const stores = new Set([...owned, ...deleted].filter(isStore).map(({ object }) => object.metadata.name));
  const pods = (instance?.pods ?? []).filter(
    ({ object, component }) => !isOfStore(component) || stores.has(storeOf(object)),
  );
  const all = [
    ...deleted,
    ...owned,
    ...(instance?.jobs ?? []).map(({ object }) => ({ resource: JOBS, object })),
    ...pods.map(({ object }) => ({ resource: PODS, object })),
  ];
  return [...new Map(all.map((one) => [one.object.metadata.uid, one])).values()];
}

const isStore = ({ resource }: Labelled): boolean => STORES.some(({ group }) => group === resource.group);

const isOfStore = (component: string): boolean => component === 'storage' || component === 'kafka';

/** As the operators of these stores label their Pods (elasticsearch-operator 5.8, Strimzi 0.32). */
const storeOf = ({ metadata: { labels = {} } }: KubernetesObject): string =>
  labels['cluster-name'] ?? labels['strimzi.io/cluster'] ?? '';
