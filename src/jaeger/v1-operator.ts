import type { Lease, Workload } from '../kubernetes/types.ts';

/** As every way of installing it names its image: quay.io's, Docker Hub's, Red Hat's. */
const IMAGE = /(^|\/)jaeger(-rhel\d+)?-operator(-rhel\d+)?(:|@|$)/;

/** Whether a Deployment is the v1 operator's. */
export const isOperator = (deployment: Workload): boolean =>
  deployment.metadata.labels?.['name'] === 'jaeger-operator' || operatorImage(deployment) !== undefined;

/** The image of the operator itself: other containers stand beside it, in any order. */
export const operatorImage = ({ spec }: Workload): string | undefined =>
  (spec?.template?.spec?.containers ?? []).flatMap(({ image = '' }) => (IMAGE.test(image) ? image : []))[0];

/** The lease by which one of several Pods leads; its name is fixed in the program (jaeger-operator 1.29 to 1.65). */
export const OPERATOR_LEASE = '31e04290.jaegertracing.io';

/** Longer than any operator's own lease, which is for 137 s: somebody wrote it, or left it behind. */
export const LONGEST_LEASE = 300;

/** The Pod that leads; undefined where none does. A holder is `POD_UUID`, and a Pod's name has no underscore. */
export const leaderOf = ({ spec }: Lease): string | undefined => spec?.holderIdentity?.split('_')[0] || undefined;

/** Two of the mutating ones: for instances, and for Deployments that want an agent (jaeger-operator 1.31 and later). */
export const isOperatorWebhook = ({ name = '' }: { readonly name?: string }): boolean =>
  name === INSTANCE_WEBHOOK || name.endsWith('.jaegertracing.io');

/** Without it no instance can be made or changed: its failure is a refusal. */
export const INSTANCE_WEBHOOK = 'mjaeger.kb.io';
