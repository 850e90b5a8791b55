import type { Condition, KubernetesObject, PodSpec } from './core-types.ts';

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: PodSpec;
}

/**
 * A Deployment, StatefulSet or DaemonSet (apps/v1). What a DaemonSet calls `desiredNumberScheduled`, `updatedNumberScheduled` and `numberReady`, the
 * others have as `spec.replicas`, `updatedReplicas` and `readyReplicas`.
 */
export interface Workload extends KubernetesObject {
  readonly spec?: {
    /** Left out: 1. */
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template?: PodTemplate;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberReady?: number;
    readonly conditions?: readonly Condition[];
  };
}

/** Of Argo Rollouts (argoproj.io/v1alpha1, 1.8), which counts generations as text. */
export interface Rollout extends KubernetesObject {
  readonly spec?: Workload['spec'] & { readonly workloadRef?: { readonly kind?: string; readonly name?: string } };
  readonly status?: {
    readonly observedGeneration?: string;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
  };
}

export interface CronJob extends KubernetesObject {
  readonly spec?: {
    readonly schedule?: string;
    readonly timeZone?: string;
    readonly suspend?: boolean;
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplate } };
  };
  readonly status?: {
    readonly active?: readonly object[];
    readonly lastScheduleTime?: string;
    readonly lastSuccessfulTime?: string;
  };
}

export interface Job extends KubernetesObject {
  readonly spec?: { readonly template?: PodTemplate };
  readonly status?: {
    readonly active?: number;
    readonly succeeded?: number;
    readonly failed?: number;
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly conditions?: readonly Condition[];
  };
}

/** The v1 operator's custom resource. What a user wrote is `unknown`: options are nested, flat, or both. */
export interface Jaeger extends KubernetesObject {
  readonly spec?: {
    readonly strategy?: unknown;
    readonly storage?: {
      readonly type?: unknown;
      readonly options?: unknown;
      readonly secretName?: unknown;
      readonly elasticsearch?: { readonly name?: unknown; readonly doNotProvision?: unknown };
      readonly esIndexCleaner?: {
        readonly enabled?: unknown;
        readonly schedule?: unknown;
        readonly numberOfDays?: unknown;
      };
      /** Any field in it means that rollover is wanted. */
      readonly esRollover?: Readonly<Record<string, unknown>>;
    };
    readonly allInOne?: { readonly options?: unknown };
    readonly query?: { readonly options?: unknown };
    readonly collector?: { readonly options?: unknown };
    readonly ingester?: { readonly options?: unknown };
    readonly ingress?: { readonly enabled?: unknown; readonly security?: unknown };
  };
  readonly status?: {
    readonly phase?: string;
    readonly version?: string;
  };
}

/** The OpenTelemetry Operator's custom resource. `config` is an object in v1beta1, and text in v1alpha1. */
export interface OpenTelemetryCollector extends KubernetesObject {
  readonly spec?: {
    readonly mode?: string;
    readonly image?: string;
    readonly config?: unknown;
    readonly args?: unknown;
  };
  readonly status?: { readonly version?: string; readonly image?: string };
}
