import type { Component, ReportError } from '../jaeger/index.ts';

export interface OperatorVersion {
  readonly namespace: string;
  readonly name: string;
  /** Of its image; undefined where the image has no tag, or where it may not be read. */
  readonly version: string | undefined;
  readonly image: string | undefined;
}

export interface ComponentVersion {
  readonly component: Component;
  readonly version: string | undefined;
  readonly image: string;
}

export interface InstanceVersions {
  readonly namespace: string;
  readonly name: string;
  /** What the operator says that it runs. */
  readonly version: string | undefined;
  readonly components: readonly ComponentVersion[];
}

/** The result of `version`: its JSON form is this, and a public contract. */
export interface VersionReport {
  readonly apiVersion: 'jaeger.kubectl/v1alpha1';
  readonly kind: 'VersionReport';
  readonly client: { readonly version: string; readonly platform: string };
  /** Left out with `--client`, and where it could not be asked. */
  readonly server?: { readonly version: string };
  readonly operators: readonly OperatorVersion[];
  readonly instances: readonly InstanceVersions[];
  readonly errors: readonly ReportError[];
}
