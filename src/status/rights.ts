import { factRights, type Right } from '../jaeger/index.ts';

export const statusRights: readonly Right[] = factRights;

export const versionRights: readonly Right[] = [
  // Whoever may not even list instances still learns the versions of client and server.
  ...factRights.map(({ without = 'instances are unknown', ...right }) => ({ ...right, without })),
  { verb: 'get', group: 'apps', resource: 'deployments', without: 'the version of the operator is unknown' },
];
