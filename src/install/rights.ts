import type { Right } from '../jaeger/index.ts';

const NAMESPACE = { seldom: true, without: 'with --create-namespace, the namespace cannot be made' } as const;

const ASK = {
  group: '',
  resource: 'pods/portforward',
  without: 'the query service is not asked whether it answers',
} as const;

/** What is looked at where questions are asked. */
const WIZARD = { seldom: true } as const;

export const installRights: readonly Right[] = [
  { verb: 'get', group: 'jaegertracing.io', resource: 'jaegers' },
  { verb: 'create', group: 'jaegertracing.io', resource: 'jaegers', without: 'nothing new can be made' },
  { verb: 'patch', group: 'jaegertracing.io', resource: 'jaegers' },
  {
    verb: 'list',
    group: '',
    resource: 'configmaps',
    without: 'a change that is in a file alone is not seen to be done',
  },
  { verb: 'get', ...ASK },
  { verb: 'create', ...ASK },
  { verb: 'get', group: '', resource: 'namespaces', without: 'whether the namespace is there is not known before' },
  { verb: 'list', group: '', resource: 'namespaces', ...WIZARD, without: 'the namespace is typed in' },
  {
    verb: 'list',
    group: 'storage.k8s.io',
    resource: 'storageclasses',
    ...WIZARD,
    without: 'the storage class is typed in',
  },
  { verb: 'create', group: '', resource: 'namespaces', ...NAMESPACE },
  { verb: 'patch', group: '', resource: 'namespaces', ...NAMESPACE },
];
