import { flattenOptions, storageOf, strategyOf } from '../jaeger/index.ts';
import { REDUNDANCY_POLICIES } from './checks.ts';
import { elasticsearchOf, readable } from './combinations.ts';
import { valueAt, type Tree } from './tree.ts';

/** What is lost, or can no longer be seen, when a resource that says `before` says `after`; one line each. */
export function dangersOf(before: Tree, after: Tree): readonly string[] {
  return DANGERS.flatMap((danger) => danger(before, after) ?? []);
}

type Danger = (before: Tree, after: Tree) => string | undefined;

const strategy: Danger = (before, after) => {
  const [old, next] = [before, after].map((spec) => strategyOf(readable(spec)));
  if (old === next) return undefined;
  const isMemory = storageOf(readable(before)) === 'memory';
  return `strategy ${old} -> ${next}: what runs is taken away before what comes is ready${isMemory ? ', and all spans in memory are gone' : ''}`;
};

const storage: Danger = (before, after) => {
  const [old, next] = [before, after].map((spec) => storageOf(readable(spec)));
  return old === next
    ? undefined
    : `storage ${old} -> ${next}: spans that are there stay behind, and can no longer be found`;
};

/** Of indices, also of those of the archive. */
const prefix: Danger = (before, after) => {
  const [old, next] = [before, after].map((spec) => {
    const options = flattenOptions(valueAt(spec, ['storage', 'options']));
    return ['es.index-prefix', 'es-archive.index-prefix']
      .map((option) => options.get(option) ?? '')
      .join(' ')
      .trim();
  });
  return old === next
    ? undefined
    : `index prefix "${old}" -> "${next}": spans in the indices of before can no longer be found, and the cleaner leaves them`;
};

const nodes: Danger = (before, after) => {
  const [old, next] = [before, after].map((spec) => elasticsearchOf(spec).nodeCount);
  return isLess(old, next)
    ? `nodes of Elasticsearch ${old} -> ${JSON.stringify(next)}: what only the last ones hold is lost`
    : undefined;
};

const isLess = (old: unknown, next: unknown): old is number =>
  typeof old === 'number' && typeof next === 'number' && next < old;

const copies: Danger = (before, after) => {
  const [old, next] = [before, after].map((spec) => elasticsearchOf(spec).redundancyPolicy);
  const [from, to] = [old, next].map((policy) =>
    typeof policy === 'string' ? REDUNDANCY_POLICIES.indexOf(policy) : -1,
  );
  return isLess(from, to) && to !== -1
    ? `redundancy ${String(old)} -> ${String(next)}: fewer copies of the data`
    : undefined;
};

/** The operator makes these of what is left out (jaeger-operator 1.65, normalizeIndexCleaner). */
const USUAL_DAYS = 7;

/** Days that the cleaner keeps; undefined when there is none. */
function daysKept(spec: Tree): number | undefined {
  const cleaner = (field: string): unknown => valueAt(spec, ['storage', 'esIndexCleaner', field]);
  const days = cleaner('numberOfDays');
  const runs = storageOf(readable(spec)) === 'elasticsearch' && cleaner('enabled') !== false;
  return runs ? (typeof days === 'number' ? days : USUAL_DAYS) : undefined;
}

const retention: Danger = (before, after) => {
  const [old, next] = [daysKept(before), daysKept(after)];
  if (next === undefined || (old !== undefined && next >= old)) return undefined;
  // A store of another kind has no indices yet.
  if (storageOf(readable(before)) !== 'elasticsearch') return undefined;
  return `days kept ${old ?? 'all'} -> ${next}: the next run of the cleaner deletes everything that is older`;
};

const DANGERS: readonly Danger[] = [strategy, storage, prefix, nodes, copies, retention];
