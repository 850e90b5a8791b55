/** Kubernetes' recommended labels, as operators and charts write them. */
export const INSTANCE = 'app.kubernetes.io/instance';
export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const COMPONENT = 'app.kubernetes.io/component';

/** Values of MANAGED_BY. */
export const JAEGER_OPERATOR = 'jaeger-operator';
export const OTEL_OPERATOR = 'opentelemetry-operator';

/** The name of its Job on every Pod of a Job, under its old key: clusters before 1.27 have no other. */
export const JOB_NAME = 'job-name';

/** On a custom resource: `NAMESPACE.NAME` of the operator that has taken it. */
export const OPERATED_BY = 'jaegertracing.io/operated-by';

/** On a workload that the v1 operator's webhook has put an agent into: the instance's name. */
export const INJECTED = 'sidecar.jaegertracing.io/injected';
/** The container that it puts there, beside its own query service too. */
export const AGENT_CONTAINER = 'jaeger-agent';

/** `NAME-VERSION` of the chart that an object comes from, now and with Helm 2. */
export const CHART = 'helm.sh/chart';
export const OLD_CHART = 'chart';
/** The release, with charts of before the recommended labels. */
export const OLD_RELEASE = 'release';
