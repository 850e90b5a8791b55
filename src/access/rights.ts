import { factRights, type Right } from '../jaeger/index.ts';

export const portForwardRights: readonly Right[] = [
  ...factRights,
  { verb: 'watch', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods/portforward' },
  { verb: 'create', group: '', resource: 'pods/portforward' },
];
