import { at, isTree } from '../../jaeger/index.ts';
import type { KubernetesObject } from '../../kubernetes/types.ts';
import { valueAt, type Tree } from '../tree.ts';
import { componentsOf, nodesOf, ordersElasticsearch, sharesElasticsearch, strategyIn } from './wanted.ts';

/** `cpu`, `memory` → quantity. */
type Amounts = Readonly<Record<string, unknown>>;

interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** Pods of one kind that a new instance needs, and what each of their containers asks for. */
export interface WantedPods {
  /** As `--set` names it. */
  readonly component: string;
  readonly count: number;
  readonly containers: readonly Resources[];
}

/** Without DaemonSets: how many nodes they find nobody knows before. */
export function wantedPods(spec: Tree, limits: readonly KubernetesObject[]): readonly WantedPods[] {
  const defaults = defaultsOf(limits);
  const of = (component: string): Resources => filled(resourcesOf(spec, component), defaults);
  // Beside the query service runs an agent, by which it is traced itself (jaeger-operator 1.65).
  const beside = (component: string): readonly Resources[] =>
    component === 'query' && strategyIn(spec) !== 'allinone' && valueAt(spec, ['query', 'tracingEnabled']) !== false
      ? [of('agent')]
      : [];
  const own = componentsOf(spec).map((component) => ({
    component,
    count: replicasOf(spec, component),
    containers: [of(component), ...beside(component)],
  }));
  const isOrdered = ordersElasticsearch(spec) && !sharesElasticsearch(spec);
  const resources = filled(
    merged(ELASTICSEARCH, resourcesAt(spec, ['storage', 'elasticsearch', 'resources'])),
    defaults,
  );
  return isOrdered
    ? [...own, { component: 'storage.elasticsearch', count: nodesOf(spec), containers: [resources] }]
    : own;
}

/** Of each node, where nothing is said (jaeger-operator 1.65). */
const ELASTICSEARCH: Resources = { requests: { cpu: '1', memory: '16Gi' }, limits: { memory: '16Gi' } };

function replicasOf(spec: Tree, component: string): number {
  const count = valueAt(spec, [component, 'replicas']) ?? valueAt(spec, [component, 'minReplicas']);
  return typeof count === 'number' && component !== 'allInOne' ? count : 1;
}

/** The component's own go over those of all (jaeger-operator 1.65, util.Merge). */
const resourcesOf = (spec: Tree, component: string): Resources =>
  merged(resourcesAt(spec, ['resources']), resourcesAt(spec, [component, 'resources']));

const resourcesAt = (spec: Tree, path: readonly string[]): Resources => {
  const amounts = (which: string): Amounts => {
    const found = at(spec, ...path, which);
    return isTree(found) ? found : {};
  };
  return { requests: amounts('requests'), limits: amounts('limits') };
};

const merged = (below: Resources, above: Resources): Resources => ({
  requests: { ...below.requests, ...above.requests },
  limits: { ...below.limits, ...above.limits },
});

/** What the admission of a namespace writes into containers that say nothing. */
function defaultsOf(ranges: readonly KubernetesObject[]): Resources {
  const limits = itemsOf(ranges).filter((item) => item['type'] === 'Container');
  const field = (name: string): Amounts =>
    Object.fromEntries(limits.flatMap(({ [name]: amounts }) => (isTree(amounts) ? Object.entries(amounts) : [])));
  return { requests: field('defaultRequest'), limits: field('default') };
}

/** The rules of all LimitRanges. */
export const itemsOf = (ranges: readonly KubernetesObject[]): readonly Tree[] =>
  ranges.flatMap((range) => {
    const items = at(range, 'spec', 'limits');
    return Array.isArray(items) ? (items as unknown[]).filter(isTree) : [];
  });

/** A limit without a request is the request, too (kubernetes, defaults of a Pod). */
const filled = ({ requests, limits }: Resources, defaults: Resources): Resources => {
  const all = { ...defaults.limits, ...limits };
  return { requests: { ...defaults.requests, ...limits, ...requests }, limits: all };
};
