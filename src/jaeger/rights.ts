/** Something that is asked of the API server, in RBAC's words. */
export interface Right {
  readonly verb: 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete';
  /** Empty for the core group. */
  readonly group: string;
  readonly resource: string;
  /** What is missing without it; left out where nothing can be done without it. */
  readonly without?: string;
  /** It is not asked every time: only where there is the resource, or something that names an object of it, or with a flag. */
  readonly seldom?: true;
  /** Asked for only where something looks wrong. */
  readonly onSuspicion?: true;
}

/** Each right once, as it is said first. */
export const distinctRights = (...rights: readonly Right[]): readonly Right[] =>
  rights.filter((right, index) => index === rights.findIndex((first) => isSame(first, right)));

const isSame = (one: Right, other: Right): boolean =>
  one.verb === other.verb && one.group === other.group && one.resource === other.resource;

/** What `gatherRoots` asks for: which instances there are, and what they are. */
export const rootRights: readonly Right[] = [
  {
    verb: 'list',
    group: 'jaegertracing.io',
    resource: 'jaegers',
    without: 'instances of the v1 operator are known by their workloads alone',
  },
  {
    verb: 'list',
    group: 'opentelemetry.io',
    resource: 'opentelemetrycollectors',
    without: 'instances of the OpenTelemetry operator are known by their workloads alone',
    seldom: true,
  },
  {
    verb: 'list',
    group: 'apps',
    resource: 'deployments',
    without: 'instances without a custom resource are unknown, and what runs',
  },
  { verb: 'list', group: 'apps', resource: 'statefulsets', without: 'the same of those that run as a StatefulSet' },
  { verb: 'list', group: 'apps', resource: 'daemonsets', without: 'agents are unknown' },
  {
    verb: 'get',
    group: '',
    resource: 'configmaps',
    without: 'storage that a ConfigMap names is unknown',
    seldom: true,
  },
];

/** What `gatherFacts` asks for. */
export const factRights: readonly Right[] = [
  ...rootRights,
  { verb: 'list', group: '', resource: 'pods', without: 'Pods are unknown' },
  { verb: 'list', group: '', resource: 'services', without: 'Services are unknown, and Pods of the span store' },
  { verb: 'list', group: '', resource: 'persistentvolumeclaims', without: 'claims are unknown' },
  { verb: 'list', group: 'batch', resource: 'jobs', without: 'Pods of rollover Jobs are missing' },
  { verb: 'list', group: 'batch', resource: 'cronjobs', without: 'the cleaner and other Jobs are unknown' },
  { verb: 'list', group: 'networking.k8s.io', resource: 'ingresses', without: 'Ingresses are unknown' },
  { verb: 'list', group: 'route.openshift.io', resource: 'routes', without: 'Routes are unknown', seldom: true },
  {
    verb: 'list',
    group: 'gateway.networking.k8s.io',
    resource: 'httproutes',
    without: 'HTTPRoutes are unknown',
    seldom: true,
  },
];
