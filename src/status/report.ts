import type { JaegerError } from '../errors/index.ts';
import type { Component, Evidence, JaegerInstance } from '../jaeger/index.ts';

/** One row under PODS; the columns of `kubectl get pods`. */
export interface PodRow {
  readonly name: string;
  readonly component: Component;
  readonly readyContainers: number;
  readonly containers: number;
  /** As kubectl computes it: `Running`, `CrashLoopBackOff`, `Init:0/1` … */
  readonly status: string;
  readonly restarts: number;
  readonly lastRestartAt: string | undefined;
  readonly ip: string | undefined;
  readonly node: string | undefined;
  readonly createdAt: string | undefined;
  readonly because: string;
}

/** One row under SERVICES; the columns of `kubectl get services`. */
export interface ServiceRow {
  readonly name: string;
  readonly component: Component;
  readonly type: string;
  readonly clusterIP: string;
  readonly externalIP: string;
  /** `443/TCP`, or `80:30080/TCP` with a node port. */
  readonly ports: readonly string[];
  readonly selector: Readonly<Record<string, string>>;
  readonly createdAt: string | undefined;
  readonly because: string;
}

/** One row under PVCS; the columns of `kubectl get persistentvolumeclaims`. */
export interface ClaimRow {
  readonly name: string;
  readonly component: Component;
  readonly status: string;
  readonly volume: string;
  readonly capacity: string;
  readonly accessModes: readonly string[];
  readonly storageClass: string;
  readonly volumeMode: string;
  readonly createdAt: string | undefined;
  readonly because: string;
}

export interface InstanceStatus {
  readonly namespace: string;
  readonly name: string;
  readonly flavour: JaegerInstance['flavour'];
  readonly strategy: JaegerInstance['strategy'];
  readonly storage: JaegerInstance['storage'];
  readonly version: string | undefined;
  readonly phase: string | undefined;
  readonly createdAt: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly pods: readonly PodRow[];
  readonly services: readonly ServiceRow[];
  readonly claims: readonly ClaimRow[];
}

/** A part that could not be read; the rest of the report stands without it. */
export interface ReportError {
  readonly resource: string;
  readonly message: string;
  readonly hints: readonly string[];
}

export const reportError = (resource: string, { message, hints }: JaegerError): ReportError => ({
  resource,
  message,
  hints,
});

/** The result of `status`: its JSON form is this, and a public contract. Times are RFC 3339 UTC. */
export interface StatusReport {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'StatusReport';
  readonly instances: readonly InstanceStatus[];
  readonly errors: readonly ReportError[];
}
