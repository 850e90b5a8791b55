import { flattenOptions, isTree, storageOf, strategyOf, type JaegerInstance } from '../../jaeger/index.ts';
import type { KubernetesObject } from '../../kubernetes/types.ts';
import { changed, changesTo } from '../changes.ts';
import { readable } from '../combinations.ts';
import type { InstallOptions } from '../options.ts';
import { valueAt, type Tree } from '../tree.ts';
import { creationOf, wishesOf } from '../wishes.ts';

/** What the resource will say. Throws USAGE for every value that makes no sense. */
export function specAfter(options: InstallOptions, live: KubernetesObject | undefined): Tree {
  const wishes = wishesOf(options);
  if (live === undefined) return creationOf(wishes, options).spec ?? {};
  const { spec } = changed({ ...live }, changesTo(live, wishes, 'kubernetes')) as { readonly spec?: unknown };
  return isTree(spec) ? spec : {};
}

type Component = 'allInOne' | 'collector' | 'query' | 'ingester';

const RUN: Readonly<Record<ReturnType<typeof strategyOf>, readonly Component[]>> = {
  allinone: ['allInOne'],
  production: ['collector', 'query'],
  streaming: ['collector', 'query', 'ingester'],
};

export const strategyIn = (spec: Tree): JaegerInstance['strategy'] => strategyOf(readable(spec));

/** What a strategy runs, as the resource names it. */
export const componentsOf = (spec: Tree): readonly Component[] => RUN[strategyIn(spec)];

const optionOf = (spec: Tree, option: string): string | undefined =>
  flattenOptions(valueAt(spec, ['storage', 'options'])).get(option);

/** Whether there are jobs for the span store: cleaner, rollover, schema. */
export const hasJobs = (spec: Tree): boolean => ['elasticsearch', 'cassandra'].includes(storageOf(readable(spec)));

/** Whether the operator orders an Elasticsearch of OpenShift's operator (jaeger-operator 1.65, ShouldInjectElasticsearchConfiguration). */
export const ordersElasticsearch = (spec: Tree): boolean =>
  storageOf(readable(spec)) === 'elasticsearch' && optionOf(spec, 'es.server-urls') === undefined;

/** It is there already, and another instance's. */
export const sharesElasticsearch = (spec: Tree): boolean =>
  valueAt(spec, ['storage', 'elasticsearch', 'doNotProvision']) === true;

/** Whether it orders a Kafka of Strimzi. */
export const ordersKafka = (spec: Tree): boolean =>
  strategyIn(spec) === 'streaming' &&
  flattenOptions(valueAt(spec, ['collector', 'options'])).get('kafka.producer.brokers') === undefined;

/** The claims that are made with a new store: their class, empty for the cluster's default, and how many of which size. */
export interface WantedClaims {
  readonly storageClass: string;
  readonly size: string;
  readonly count: number;
}

/** The operator's own number of nodes (jaeger-operator 1.65). */
const NODES = 3;
/** The least that it orders of Strimzi: a broker with a claim of the default class (jaeger-operator 1.65, KAFKA-PROVISIONING-MINIMAL). */
const KAFKA: WantedClaims = { storageClass: '', size: '10Gi', count: 1 };

export const nodesOf = (spec: Tree): number => {
  const count = valueAt(spec, ['storage', 'elasticsearch', 'nodeCount']);
  return typeof count === 'number' ? count : NODES;
};

export function wantedClaims(spec: Tree): readonly WantedClaims[] {
  const storage = (field: string): unknown => valueAt(spec, ['storage', 'elasticsearch', 'storage', field]);
  const [size, storageClass] = [storage('size'), storage('storageClassName')];
  const isOrdered = ordersElasticsearch(spec) && !sharesElasticsearch(spec) && typeof size === 'string';
  return [
    ...(isOrdered
      ? [{ storageClass: typeof storageClass === 'string' ? storageClass : '', size, count: nodesOf(spec) }]
      : []),
    ...(ordersKafka(spec) ? [KAFKA] : []),
  ];
}

/** Claims that must be there: those that volumes name. */
export function namedClaims(spec: Tree): readonly string[] {
  const lists = [spec['volumes'], ...componentsOf(spec).map((component) => valueAt(spec, [component, 'volumes']))];
  return [...new Set(lists.flatMap(claimsIn))];
}

const claimsIn = (volumes: unknown): readonly string[] =>
  (Array.isArray(volumes) ? (volumes as unknown[]) : []).flatMap((volume) => {
    const name = valueAt(volume, ['persistentVolumeClaim', 'claimName']);
    return typeof name === 'string' ? name : [];
  });

/** The image that the resource names for a component, if it does. */
export function imageIn(spec: Tree, component: string): string | undefined {
  const image = valueAt(spec, [component, 'image']);
  return typeof image === 'string' && image !== '' ? image : undefined;
}
