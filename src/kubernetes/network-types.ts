import type { KubernetesObject } from './core-types.ts';

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
  readonly nodePort?: number;
  /** A number, or the name of a container's port; left out, the same as `port`. */
  readonly targetPort?: string | number;
}

interface LoadBalancerIngress {
  readonly ip?: string;
  readonly hostname?: string;
}

export interface LoadBalancerStatus {
  readonly ingress?: readonly LoadBalancerIngress[];
}

export interface Service extends KubernetesObject {
  readonly spec?: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly externalIPs?: readonly string[];
    readonly externalName?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly ports?: readonly ServicePort[];
    readonly selector?: Readonly<Record<string, string>>;
  };
  readonly status?: { readonly loadBalancer?: LoadBalancerStatus };
}

interface IngressBackend {
  readonly service?: { readonly name?: string; readonly port?: { readonly name?: string; readonly number?: number } };
}

interface IngressRule {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly { readonly path?: string; readonly backend?: IngressBackend }[] };
}

/** Of `networking.k8s.io/v1`. */
export interface Ingress extends KubernetesObject {
  readonly spec?: {
    readonly defaultBackend?: IngressBackend;
    readonly rules?: readonly IngressRule[];
    readonly tls?: readonly { readonly hosts?: readonly string[] }[];
  };
  readonly status?: { readonly loadBalancer?: LoadBalancerStatus };
}

/** OpenShift's own way into a cluster, `route.openshift.io/v1`. */
export interface Route extends KubernetesObject {
  readonly spec?: {
    readonly host?: string;
    readonly path?: string;
    readonly to?: { readonly kind?: string; readonly name?: string };
    readonly port?: { readonly targetPort?: string | number };
    readonly tls?: { readonly termination?: string };
  };
}

interface HttpRouteRule {
  readonly matches?: readonly { readonly path?: { readonly value?: string } }[];
  readonly backendRefs?: readonly { readonly kind?: string; readonly name?: string; readonly port?: number }[];
}

/** Of the Gateway API, `gateway.networking.k8s.io/v1`. */
export interface HttpRoute extends KubernetesObject {
  readonly spec?: { readonly hostnames?: readonly string[]; readonly rules?: readonly HttpRouteRule[] };
}

interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelExpression[];
}

export interface NetworkPolicy extends KubernetesObject {
  readonly spec?: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    /** Rules: what they allow is not read. */
    readonly ingress?: readonly object[];
    readonly egress?: readonly object[];
  };
}

interface Webhook {
  readonly name?: string;
  readonly clientConfig?: {
    readonly caBundle?: string;
    readonly service?: { readonly namespace?: string; readonly name?: string };
  };
}

export interface MutatingWebhookConfiguration extends KubernetesObject {
  readonly webhooks?: readonly Webhook[];
}
