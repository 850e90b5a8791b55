/** Labels that the v1 operator puts on what it makes (jaeger-operator 1.17 to 1.65). */
export const INSTANCE = 'app.kubernetes.io/instance';
export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const COMPONENT = 'app.kubernetes.io/component';

/** The selector by which the operator itself lists its objects. */
export const OPERATOR_OBJECTS = `${MANAGED_BY}=jaeger-operator`;

/** The name of its Job on every Pod of a Job, under its old key: clusters before 1.27 have no other. */
export const JOB_NAME = 'job-name';

/** On a custom resource: `NAMESPACE.NAME` of the operator that has taken it. */
export const OPERATED_BY = 'jaegertracing.io/operated-by';
