import { isRecord } from './store.ts';
import { resourceName, type Attempt, type ResourceType } from './statuses.ts';

/** Resource, as kubectl writes it (`jobs.batch`, `pods/log`) → verbs. */
type Rights = Readonly<Record<string, readonly string[]>>;

/** Whoever has a token: `token-of-NAME`. */
export interface User {
  /** Left out: everything. */
  readonly rights?: Rights | undefined;
  /** Where the rights hold; everywhere if not said. */
  readonly namespace?: string;
  /** Their token is not taken any more. */
  readonly isExpired?: boolean;
}

/** The name of whom a request comes from; undefined for 401. */
export function userOf(users: ReadonlyMap<string, User>, authorization = ''): string | undefined {
  const [, name = ''] = /^Bearer token-of-(.+)$/.exec(authorization) ?? [];
  return users.has(name) && users.get(name)?.isExpired !== true ? name : undefined;
}

export function may({ rights, namespace }: User, { verb, type, subresource, namespace: where }: Attempt): boolean {
  if (rights === undefined) return true;
  if (namespace !== undefined && namespace !== where) return false;
  const right = subresource === undefined ? resourceName(type) : `${resourceName(type)}/${subresource}`;
  return rights[right]?.includes(verb) === true;
}

/** Answers a SelfSubjectAccessReview or a SelfSubjectRulesReview; of paths that are no resources, everything may be read. */
export function review({ kind, group, version }: ResourceType, user: User, asked: unknown): object {
  const spec = isRecord(asked) && isRecord(asked['spec']) ? asked['spec'] : {};
  const {
    verb,
    group: of = '',
    resource: plural,
    subresource,
    namespace,
  } = (spec['resourceAttributes'] ?? {}) as Record<string, string>;
  const type = { group: of, plural: plural ?? '' };
  const attempt = { verb: verb ?? '', type, subresource: subresource || undefined, namespace: namespace || undefined };
  const isOfRules = kind === 'SelfSubjectRulesReview';
  const status = isOfRules
    ? { resourceRules: rulesOf(user, spec['namespace']), nonResourceRules: [], incomplete: false }
    : { allowed: plural === undefined || may(user, attempt) };
  return { kind, apiVersion: `${group}/${version}`, metadata: {}, spec: isOfRules ? {} : spec, status };
}

function rulesOf({ rights, namespace }: User, asked: unknown): readonly object[] {
  if (rights === undefined) return [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }];
  const held = namespace === undefined || namespace === asked ? Object.entries(rights) : [];
  return held.map(([right, verbs]) => {
    const [, plural = '', group = '', subresource = ''] = /^([^./]+)(?:\.([^/]+))?(\/.+)?$/.exec(right) ?? [];
    return { verbs, apiGroups: [group], resources: [plural + subresource] };
  });
}
