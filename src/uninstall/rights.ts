import { factRights, type Right, MADE, MADE_IN_CLUSTER, SECRETS, STORES } from '../jaeger/index.ts';
import type { ApiResource } from '../kubernetes/types.ts';

/** Without them nobody can say what is there, and who sends to it. */
const REQUIRED: ReadonlySet<string> = new Set(['jaegers', 'deployments']);

const seen: readonly Right[] = factRights.map(({ without, ...right }) => ({
  ...right,
  ...(REQUIRED.has(right.resource) || without === undefined ? {} : { without: `${without}, and not waited for` }),
}));

const isOptional = ({ group }: ApiResource): boolean => /\.(openshift|strimzi)\.io$/.test(group);

const right = (verb: Right['verb'], { group, plural }: ApiResource): Pick<Right, 'verb' | 'group' | 'resource'> => ({
  verb,
  group,
  resource: plural,
});

const isSame = (one: Pick<Right, 'verb' | 'group' | 'resource'>, other: typeof one): boolean =>
  one.verb === other.verb && one.group === other.group && one.resource === other.resource;

const listed: readonly Right[] = [...MADE, ...MADE_IN_CLUSTER, ...STORES]
  .filter((resource) => !seen.some((other) => isSame(other, right('list', resource))))
  .map((resource) => ({
    ...right('list', resource),
    without: 'what of these belongs to it is not shown, and not waited for; what nobody owns stays',
    ...(isOptional(resource) || MADE_IN_CLUSTER.includes(resource) ? { seldom: true as const } : {}),
  }));

const deleted: readonly Right[] = [...MADE, ...MADE_IN_CLUSTER].map((resource) => ({
  ...right('delete', resource),
  without: 'it cannot be removed where nobody owns it',
  seldom: true,
}));

const DATA = 'with --delete-data, data cannot be removed';

export const uninstallRights: readonly Right[] = [
  ...seen,
  ...listed,
  {
    verb: 'list',
    group: '',
    resource: 'namespaces',
    without: 'Namespaces that name it for their sidecars are unknown',
  },
  {
    verb: 'get',
    group: '',
    resource: 'persistentvolumes',
    without: 'what becomes of the volumes of its claims is unknown',
    seldom: true,
  },
  { verb: 'delete', group: 'jaegertracing.io', resource: 'jaegers' },
  ...deleted,
  { verb: 'delete', group: '', resource: 'persistentvolumeclaims', without: DATA, seldom: true },
  ...STORES.map((store) => ({ ...right('delete', store), without: DATA, seldom: true as const })),
  ...[...STORES, SECRETS].map((resource) => ({
    ...right('patch', resource),
    without: 'nothing can be done where another instance needs one of these',
    seldom: true as const,
  })),
];
