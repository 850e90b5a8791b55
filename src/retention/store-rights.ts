import type { Right } from '../jaeger/index.ts';

const WAY = 'a span store in the cluster cannot be asked';

/** What `openStore` asks for, beside what the instance and its jobs are found by. */
export const storeRights: readonly Right[] = [
  {
    verb: 'get',
    group: '',
    resource: 'secrets',
    without: 'a span store that wants to see a password, a token or a certificate cannot be asked',
    seldom: true,
  },
  {
    verb: 'get',
    group: '',
    resource: 'configmaps',
    without: 'the certificate of a span store whose authority is in a ConfigMap cannot be verified',
    seldom: true,
  },
  { verb: 'get', group: '', resource: 'services', without: WAY, seldom: true },
  { verb: 'list', group: '', resource: 'pods', without: WAY, seldom: true },
  { verb: 'watch', group: '', resource: 'pods', without: WAY, seldom: true },
  { verb: 'get', group: '', resource: 'pods/portforward', without: WAY, seldom: true },
  { verb: 'create', group: '', resource: 'pods/portforward', without: WAY, seldom: true },
];
