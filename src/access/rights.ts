import { rootRights, type Right } from '../jaeger/index.ts';

export const portForwardRights: readonly Right[] = [
  ...rootRights,
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'watch', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods/portforward' },
  { verb: 'create', group: '', resource: 'pods/portforward' },
  { verb: 'get', group: '', resource: 'services', without: 'the span store cannot be reached', seldom: true },
];
