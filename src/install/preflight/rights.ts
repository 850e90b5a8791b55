import type { Right } from '../../jaeger/index.ts';

const right =
  (verb: Right['verb'], without: string) =>
  (group: string, ...resources: readonly string[]): readonly Right[] =>
    resources.map((resource) => ({ verb, group, resource, without }));

const UNSEEN = 'that check of the preflight says that it could not look';

const list = right('list', UNSEEN);
const get = right('get', UNSEEN);
const seldom = (rights: readonly Right[]): readonly Right[] => rights.map((one) => ({ ...one, seldom: true }));

/** What a preflight asks for; whoever may not is told so in its place. */
export const preflightRights: readonly Right[] = [
  ...get('jaegertracing.io', 'jaegers'),
  ...get('', 'namespaces'),
  ...list('admissionregistration.k8s.io', 'mutatingwebhookconfigurations'),
  ...list('apps', 'deployments'),
  ...get('coordination.k8s.io', 'leases'),
  ...get('', 'services'),
  ...list('', 'pods', 'services', 'configmaps', 'persistentvolumeclaims', 'resourcequotas', 'limitranges'),
  ...seldom([
    ...list('batch', 'cronjobs', 'jobs'),
    ...list('', 'secrets'),
    ...list('logging.openshift.io', 'elasticsearches'),
    ...list('elasticsearch.k8s.elastic.co', 'elasticsearches'),
    ...list('storage.k8s.io', 'storageclasses'),
  ]),
];
