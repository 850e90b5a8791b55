import { distinctRights, rootRights, type Right } from '../jaeger/index.ts';
import { storeRights } from './store-rights.ts';

const WHY = 'why jobs failed is not told';

export const retentionRights: readonly Right[] = distinctRights(
  ...rootRights,
  { verb: 'list', group: 'batch', resource: 'cronjobs', without: 'what is deleted, and when, is unknown' },
  { verb: 'list', group: 'batch', resource: 'jobs', without: 'whether jobs succeed is unknown' },
  { verb: 'list', group: '', resource: 'pods', without: WHY, seldom: true },
  { verb: 'get', group: '', resource: 'pods/log', without: WHY, seldom: true },
  ...storeRights,
);
