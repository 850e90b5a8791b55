import { rootRights, type Right } from '../jaeger/index.ts';

export const logRights: readonly Right[] = [
  ...rootRights,
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'watch', group: '', resource: 'pods', without: 'logs cannot be followed', seldom: true },
  { verb: 'get', group: '', resource: 'pods/log' },
  { verb: 'list', group: 'batch', resource: 'jobs', without: 'logs of rollover Jobs are missing' },
  { verb: 'list', group: 'batch', resource: 'cronjobs', without: 'logs of the cleaner and other Jobs are missing' },
  { verb: 'get', group: '', resource: 'services', without: 'logs of the span store are unknown', seldom: true },
];
