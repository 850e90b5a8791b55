import { factRights, rootRights, type Right } from '../jaeger/index.ts';

export const listRights: readonly Right[] = rootRights;

/** For `--watch` and `--wait`. */
const toFollow = (group: string, resource: string): Right => ({
  verb: 'watch',
  group,
  resource,
  without: 'with --watch and --wait, changes are seen up to 10 s late',
  seldom: true,
});

/** What findings rest on beside the lists. */
const more: readonly Right[] = [
  { verb: 'list', group: '', resource: 'events', without: 'findings lack the reasons that only events tell' },
  { verb: 'get', group: '', resource: 'pods/log', without: 'findings lack the last lines of what fails' },
  { verb: 'get', group: 'apps', resource: 'deployments', without: 'whether the operator runs is unknown' },
  {
    verb: 'get',
    group: 'coordination.k8s.io',
    resource: 'leases',
    without: 'whether the operator waits for its lease is unknown',
  },
  {
    verb: 'list',
    group: 'admissionregistration.k8s.io',
    resource: 'mutatingwebhookconfigurations',
    without: 'the webhooks of the operator are unknown, and of new instances the operator',
  },
];

export const statusRights: readonly Right[] = [
  ...factRights,
  {
    verb: 'list',
    group: 'networking.k8s.io',
    resource: 'networkpolicies',
    without: 'policies that let nothing in are not found',
  },
  ...more.map((right) => ({ ...right, onSuspicion: true as const })),
  toFollow('', 'pods'),
  toFollow('apps', 'deployments'),
  toFollow('apps', 'statefulsets'),
  toFollow('apps', 'daemonsets'),
];

export const versionRights: readonly Right[] = [
  ...factRights,
  { verb: 'get', group: 'apps', resource: 'deployments', without: 'the version of the operator is unknown' },
];
