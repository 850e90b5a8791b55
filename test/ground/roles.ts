/** Resource, as kubectl writes it (`jobs.batch`, `pods/log`) → verbs. */
export type Rights = Readonly<Record<string, readonly string[]>>;

export const each = (resources: readonly string[], verbs: readonly string[]): Rights =>
  Object.fromEntries(resources.map((resource) => [resource, verbs]));

/** Rights of all tables together. */
function union(...tables: readonly Rights[]): Rights {
  const found: Record<string, string[]> = {};
  for (const [resource, verbs] of tables.flatMap((table) => Object.entries(table)))
    found[resource] = [...new Set([...(found[resource] ?? []), ...verbs])];
  return found;
}

/** The rights without some, each of them written `list pods`; without a verb, every verb of that resource. */
export function without(rights: Rights, unwanted: readonly string[]): Rights {
  const isWanted = (verb: string, resource: string): boolean =>
    !unwanted.includes(resource) && !unwanted.includes(`${verb} ${resource}`);
  const left = Object.entries(rights).map(
    ([resource, verbs]) => [resource, verbs.filter((verb) => isWanted(verb, resource))] as const,
  );
  return Object.fromEntries(left.filter(([, verbs]) => verbs.length > 0));
}

/** One right a line, `list pods`. */
export const listed = (rights: Rights): string[] =>
  Object.entries(rights).flatMap(([resource, verbs]) => verbs.map((verb) => `${verb} ${resource}`));

const viewer = union(
  each(
    [
      'configmaps',
      'events',
      'namespaces',
      'persistentvolumeclaims',
      'pods',
      'resourcequotas',
      'services',
      'cronjobs.batch',
      'customresourcedefinitions.apiextensions.k8s.io',
      'daemonsets.apps',
      'deployments.apps',
      'endpointslices.discovery.k8s.io',
      'horizontalpodautoscalers.autoscaling',
      'ingresses.networking.k8s.io',
      'jaegers.jaegertracing.io',
      'jobs.batch',
      'leases.coordination.k8s.io',
      'mutatingwebhookconfigurations.admissionregistration.k8s.io',
      'networkpolicies.networking.k8s.io',
      'opentelemetrycollectors.opentelemetry.io',
      'replicasets.apps',
      'routes.route.openshift.io',
      'statefulsets.apps',
      'storageclasses.storage.k8s.io',
    ],
    ['get', 'list', 'watch'],
  ),
  { 'pods/log': ['get'] },
);

const operator = union(
  viewer,
  each(
    [
      'configmaps',
      'secrets',
      'serviceaccounts',
      'services',
      'cronjobs.batch',
      'daemonsets.apps',
      'deployments.apps',
      'jaegers.jaegertracing.io',
      'jobs.batch',
      'opentelemetrycollectors.opentelemetry.io',
    ],
    ['get', 'list', 'create', 'patch', 'delete'],
  ),
  { 'pods/portforward': ['get', 'create'], pods: ['delete'], namespaces: ['create', 'patch'] },
);

const named = {
  admin: undefined, // of system:masters, whom no rule holds
  viewer,
  operator,
  'no-claims': without(viewer, ['persistentvolumeclaims']),
  nobody: {},
} as const satisfies Record<string, Rights | undefined>;

/** A role that the cluster knows from its start, by a token of its own. */
export type Role = keyof typeof named;
export const ROLES = Object.keys(named) as Role[];

export const isRole = (name: string): name is Role => Object.hasOwn(named, name);

/** `list jobs.batch` → `only-list-jobs`. */
function singleRole(right: string): [string, Rights] {
  const [verb = '', resource = ''] = right.split(' ');
  const [name = '', ...subresource] = resource.split('/');
  return [['only', verb, name.split('.')[0], ...subresource].join('-'), { [resource]: [verb] }];
}

/** Role → what it may do in every namespace: the named ones, and one for each single right that a named one has. */
export const rightsOf: Readonly<Record<string, Rights | undefined>> = {
  ...Object.fromEntries(listed(operator).map(singleRole)),
  ...named,
};

export const tokenOf = (role: Role): string => `token-of-${role}`;

/** What kube-apiserver reads: token, user, uid, groups. */
export const tokenFile = (): string =>
  ROLES.map((role) => `${tokenOf(role)},${role},${role}${role === 'admin' ? ',"system:masters"' : ''}\n`).join('');

const API = 'rbac.authorization.k8s.io';

const rulesOf = (rights: Rights): object[] =>
  Object.entries(rights).map(([resource, verbs]) => {
    const [name = '', ...subresource] = resource.split('/');
    const [plural = '', ...group] = name.split('.');
    return { apiGroups: [group.join('.')], resources: [[plural, ...subresource].join('/')], verbs };
  });

/** The objects that give rights to a subject: everywhere, or in one namespace. */
export function grant(name: string, rights: Rights, subject: object, namespace?: string): object[] {
  const roleRef = { apiGroup: API, kind: 'ClusterRole', name };
  const binding =
    namespace === undefined
      ? { kind: 'ClusterRoleBinding', metadata: { name } }
      : { kind: 'RoleBinding', metadata: { name, namespace } };
  return [
    { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name }, rules: rulesOf(rights) },
    { apiVersion: `${API}/v1`, ...binding, roleRef, subjects: [subject] },
  ];
}

/** What the cluster has from the start. */
export const roleObjects = (): object[] =>
  Object.entries<Rights | undefined>(named).flatMap(([name, rights]) =>
    rights ? grant(`ground:${name}`, rights, { apiGroup: API, kind: 'User', name }) : [],
  );
