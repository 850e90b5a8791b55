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

export const statusRights: readonly Right[] = [
  ...factRights,
  toFollow('', 'pods'),
  toFollow('apps', 'deployments'),
  toFollow('apps', 'statefulsets'),
  toFollow('apps', 'daemonsets'),
];

export const versionRights: readonly Right[] = [
  ...factRights,
  { verb: 'get', group: 'apps', resource: 'deployments', without: 'the version of the operator is unknown' },
];
