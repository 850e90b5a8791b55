import type { ApiResource } from '../kubernetes/types.ts';

type Named = readonly [group: string, version: string, kind: string, plural: string];

const inNamespace = ([group, version, kind, plural]: Named): ApiResource => ({
  group,
  version,
  kind,
  plural,
  namespaced: true,
});

const inCluster = (named: Named): ApiResource => ({ ...inNamespace(named), namespaced: false });

export const JAEGERS = inNamespace(['jaegertracing.io', 'v1', 'Jaeger', 'jaegers']);
export const NAMESPACES = inCluster(['', 'v1', 'Namespace', 'namespaces']);
export const STORAGE_CLASSES = inCluster(['storage.k8s.io', 'v1', 'StorageClass', 'storageclasses']);
export const DEPLOYMENTS = inNamespace(['apps', 'v1', 'Deployment', 'deployments']);
export const STATEFUL_SETS = inNamespace(['apps', 'v1', 'StatefulSet', 'statefulsets']);
export const DAEMON_SETS = inNamespace(['apps', 'v1', 'DaemonSet', 'daemonsets']);
/** Of Argo Rollouts. */
export const ROLLOUTS = inNamespace(['argoproj.io', 'v1alpha1', 'Rollout', 'rollouts']);
export const REPLICA_SETS = inNamespace(['apps', 'v1', 'ReplicaSet', 'replicasets']);
export const BUDGETS = inNamespace(['policy', 'v1', 'PodDisruptionBudget', 'poddisruptionbudgets']);
/** Of the OpenTelemetry operator. */
export const COLLECTORS = inNamespace([
  'opentelemetry.io',
  'v1beta1',
  'OpenTelemetryCollector',
  'opentelemetrycollectors',
]);
export const PODS = inNamespace(['', 'v1', 'Pod', 'pods']);
export const JOBS = inNamespace(['batch', 'v1', 'Job', 'jobs']);
export const CLAIMS = inNamespace(['', 'v1', 'PersistentVolumeClaim', 'persistentvolumeclaims']);
export const VOLUMES = inCluster(['', 'v1', 'PersistentVolume', 'persistentvolumes']);
export const CONFIG_MAPS = inNamespace(['', 'v1', 'ConfigMap', 'configmaps']);
export const SECRETS = inNamespace(['', 'v1', 'Secret', 'secrets']);
export const QUOTAS = inNamespace(['', 'v1', 'ResourceQuota', 'resourcequotas']);
export const LIMIT_RANGES = inNamespace(['', 'v1', 'LimitRange', 'limitranges']);
/** Of Elastic's own operator, ECK. */
export const ELASTIC_CLUSTERS = inNamespace(['elasticsearch.k8s.elastic.co', 'v1', 'Elasticsearch', 'elasticsearches']);
/** Of OpenShift's Elasticsearch operator. */
export const ELASTICSEARCHES = inNamespace(['logging.openshift.io', 'v1', 'Elasticsearch', 'elasticsearches']);
/** Of Strimzi. */
export const KAFKAS = inNamespace(['kafka.strimzi.io', 'v1beta2', 'Kafka', 'kafkas']);

/** OpenShift is where this group is served, for the v1 operator, too. */
export const OPENSHIFT = 'route.openshift.io';

/** What the v1 operator makes for an instance in its namespace, and labels (jaeger-operator 1.65). */
export const MADE: readonly ApiResource[] = [
  DEPLOYMENTS,
  DAEMON_SETS,
  inNamespace(['batch', 'v1', 'CronJob', 'cronjobs']),
  JOBS,
  inNamespace(['autoscaling', 'v1', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers']),
  inNamespace(['networking.k8s.io', 'v1', 'Ingress', 'ingresses']),
  inNamespace([OPENSHIFT, 'v1', 'Route', 'routes']),
  inNamespace(['', 'v1', 'Service', 'services']),
  CONFIG_MAPS,
  SECRETS,
  inNamespace(['', 'v1', 'ServiceAccount', 'serviceaccounts']),
  inNamespace(['kafka.strimzi.io', 'v1beta2', 'KafkaUser', 'kafkausers']),
];

/** What it makes for an instance on OpenShift outside of any namespace, which nothing can own. */
export const MADE_IN_CLUSTER: readonly ApiResource[] = [
  inCluster(['console.openshift.io', 'v1', 'ConsoleLink', 'consolelinks']),
  inCluster(['rbac.authorization.k8s.io', 'v1', 'ClusterRoleBinding', 'clusterrolebindings']),
];

/** What it orders from other operators to keep spans in. */
export const STORES: readonly ApiResource[] = [ELASTICSEARCHES, KAFKAS];
