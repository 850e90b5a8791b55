import { shellWord } from '../../errors/index.ts';
import { at, isTree } from '../../jaeger/index.ts';
import type { KubernetesObject } from '../../kubernetes/types.ts';
import type { Tree } from '../tree.ts';
import { unknown } from './fact.ts';
import type { PreflightFacts } from './facts.ts';
import { namesOf } from './names.ts';
import { quantityOf } from './quantity.ts';
import { fail, pass, type Found } from './report.ts';
import { wantedClaims } from './wanted.ts';
import { itemsOf, wantedPods, type WantedPods } from './wanted-pods.ts';

/** Whether the namespace has room for a new instance. Of one that is there most is counted already. */
export const quota = (facts: PreflightFacts): Found | undefined => {
  const { live, quotas, limits, spec, request } = facts;
  if (live.value !== undefined) return undefined;
  if (quotas.unread ?? limits.unread) return unknown(quotas, limits);
  const { name, namespace } = request.options;
  const pods = wantedPods(spec, limits.value ?? []);
  const needs = { pods, counts: countsOf(name, spec, pods) };
  const open = (quotas.value ?? []).filter(isForAll);
  const troubles = [...outside(limits.value ?? [], pods), ...open.flatMap((one) => troublesIn(one, needs))];
  const [first, ...more] = troubles;
  if (first === undefined)
    return pass(
      open.length === 0
        ? `no ResourceQuota in ${namespace}`
        : `room in ${open.map(({ metadata }) => metadata.name).join(', ')}`,
    );
  return fail(
    [first, ...more].map(({ evidence }) => evidence).join('; '),
    ...new Set(troubles.map(({ next }) => next)),
    `kubectl describe resourcequotas,limitranges -n ${shellWord(namespace)}`,
  );
};

interface Trouble {
  readonly evidence: string;
  readonly next: string;
}

/** Those with a scope are for Pods of another kind, or of a class: whether ours are is not looked at. */
const isForAll = (one: KubernetesObject): boolean =>
  at(one, 'spec', 'scopes') === undefined && at(one, 'spec', 'scopeSelector') === undefined;

/** What a quota can count → how many of it a new instance needs. */
function countsOf(name: string, spec: Tree, pods: readonly WantedPods[]): Readonly<Record<string, number>> {
  const made = namesOf(name, spec);
  const ofKind = (resource: string): number => made.filter((one) => one.resource === resource).length;
  const claims = wantedClaims(spec);
  const counts = {
    pods: pods.reduce((sum, { count }) => sum + count, 0),
    services: ofKind('services'),
    configmaps: 1,
    persistentvolumeclaims: claims.reduce((sum, { count }) => sum + count, 0),
    'requests.storage': claims.reduce((sum, { count, size }) => sum + count * (quantityOf(size) ?? 0), 0),
    'deployments.apps': ofKind('deployments'),
    'cronjobs.batch': ofKind('cronjobs'),
    'jaegers.jaegertracing.io': 1,
  };
  return Object.fromEntries(
    Object.entries(counts).flatMap(([resource, count]) => [
      [resource, count],
      [`count/${resource}`, count],
    ]),
  );
}

/** What a quota calls it → which amounts of containers it sums. */
const AMOUNTS: Readonly<Record<string, readonly ['requests' | 'limits', string]>> = {
  cpu: ['requests', 'cpu'],
  memory: ['requests', 'memory'],
  'requests.cpu': ['requests', 'cpu'],
  'requests.memory': ['requests', 'memory'],
  'limits.cpu': ['limits', 'cpu'],
  'limits.memory': ['limits', 'memory'],
};

interface Needs {
  readonly pods: readonly WantedPods[];
  readonly counts: Readonly<Record<string, number>>;
}

function troublesIn(one: KubernetesObject, { pods, counts }: Needs): readonly Trouble[] {
  const { name } = one.metadata;
  const hard = at(one, 'spec', 'hard');
  if (!isTree(hard)) return [];
  return Object.entries(hard).flatMap(([resource, most]): readonly Trouble[] => {
    const used = at(one, 'status', 'used', resource) ?? '0';
    const amount = AMOUNTS[resource];
    const silent =
      amount && pods.find(({ containers }) => containers.some((each) => each[amount[0]][amount[1]] === undefined));
    if (amount && silent)
      return [
        {
          evidence: `the quota ${name} counts ${resource}, and the Pods of ${silent.component} say none: they are refused`,
          next: `--set ${silent.component}.resources.${amount.join('.')}=QUANTITY, or a LimitRange with defaults`,
        },
      ];
    const needed = amount ? sumOf(pods, amount) : (counts[resource] ?? 0);
    const left = (quantityOf(most) ?? Infinity) - (quantityOf(used) ?? 0);
    return needed <= left
      ? []
      : [
          {
            evidence: `of the quota ${name} ${textOf(used)} of ${textOf(most)} ${resource} are used, and ${inWords(needed, resource)} more are needed`,
            next: 'have the quota raised, ask for less, or take another namespace',
          },
        ];
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Bytes in Mi, which people compare; cores and numbers as they are. */
const inWords = (amount: number, resource: string): string =>
  /memory|storage/.test(resource) ? `${Math.ceil(amount / 2 ** 20)}Mi` : String(Math.round(amount * 1000) / 1000);

const sumOf = (pods: readonly WantedPods[], [which, what]: readonly ['requests' | 'limits', string]): number =>
  pods.reduce(
    (sum, { count, containers }) =>
      sum + count * containers.reduce((each, container) => each + (quantityOf(container[which][what]) ?? 0), 0),
    0,
  );

/** What a LimitRange refuses: a container that asks for more than its most, or less than its least. */
const outside = (ranges: readonly KubernetesObject[], pods: readonly WantedPods[]): readonly Trouble[] =>
  itemsOf(ranges)
    .filter((item) => item['type'] === 'Container')
    .flatMap((item) => pods.flatMap((one) => [...over(item, one), ...under(item, one)]));

const over = (item: Tree, pods: WantedPods): readonly Trouble[] => beyond(item['max'], pods, 'limits');

const under = (item: Tree, pods: WantedPods): readonly Trouble[] => beyond(item['min'], pods, 'requests');

function beyond(
  bounds: unknown,
  { component, containers }: WantedPods,
  which: 'requests' | 'limits',
): readonly Trouble[] {
  if (!isTree(bounds)) return [];
  return Object.entries(bounds).flatMap(([what, bound]) => {
    const allowed = quantityOf(bound) ?? NaN;
    const bad = containers
      .map((container) => container[which][what])
      .find((asked) =>
        which === 'limits' ? (quantityOf(asked) ?? 0) > allowed : (quantityOf(asked) ?? Infinity) < allowed,
      );
    return bad === undefined
      ? []
      : [
          {
            evidence: `a LimitRange takes ${which}.${what} ${which === 'limits' ? 'up to' : 'from'} ${textOf(bound)}, and ${component} asks for ${textOf(bad)}`,
            next: `--set ${component}.resources.${which}.${what}=${textOf(bound)}`,
          },
        ];
  });
}
