import { factRights, rootRights, type Right } from '../jaeger/index.ts';

export const listRights: readonly Right[] = rootRights;

const late = 'with --watch and --wait, changes are seen up to 10 s late';

export const statusRights: readonly Right[] = [
  ...factRights,
  { verb: 'watch', group: '', resource: 'pods', without: late },
  { verb: 'watch', group: 'apps', resource: 'deployments', without: late },
  { verb: 'watch', group: 'apps', resource: 'statefulsets', without: late },
  { verb: 'watch', group: 'apps', resource: 'daemonsets', without: late },
];

export const versionRights: readonly Right[] = [
  ...factRights,
  { verb: 'get', group: 'apps', resource: 'deployments', without: 'the version of the operator is unknown' },
];
