import { factRights, rootRights, type Right } from '../jaeger/index.ts';

export const listRights: readonly Right[] = rootRights;

export const statusRights: readonly Right[] = factRights;

export const versionRights: readonly Right[] = [
  ...factRights,
  { verb: 'get', group: 'apps', resource: 'deployments', without: 'the version of the operator is unknown' },
];
