import { factRights, type Right } from '../jaeger/index.ts';

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
];

export const versionRights: readonly Right[] = [
  // Whoever may not even list instances still learns the versions of client and server.
  ...factRights.map(({ without = 'instances are unknown', ...right }) => ({ ...right, without })),
  { verb: 'get', group: 'apps', resource: 'deployments', without: 'the version of the operator is unknown' },
];
