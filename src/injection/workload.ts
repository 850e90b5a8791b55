import { isTree } from '../jaeger/index.ts';

/** Of an object that is kept whole: what we do not know of it stays as it is. */
export type Tree = Readonly<Record<string, unknown>>;

/** What is told apart by its name in a list. */
export interface Named extends Tree {
  readonly name: string;
}

/** Where a variable's value comes from, where it is not written on the workload itself. */
export type VariableSource = 'node' | 'Secret' | `ConfigMap ${string}`;

export interface Variable extends Named {
  readonly value?: unknown;
  /** No field of Kubernetes: what has been found out about it. */
  readonly source?: VariableSource;
}

type Texts = Readonly<Record<string, string>>;

/** Null is what YAML makes of a key without a value: the API server reads it as if it were not there. */
export interface AppContainer extends Named {
  readonly env?: readonly Variable[] | null;
}

export interface Marked extends Tree {
  readonly labels?: Texts | null;
  readonly annotations?: Texts | null;
}

export interface PodTemplateSpec extends Tree {
  readonly containers: readonly AppContainer[];
  readonly volumes?: readonly Named[] | null;
  readonly imagePullSecrets?: readonly Named[] | null;
}

/** A Deployment, or whatever else makes Pods of a template, as the server or a file has it. */
export interface Injectable extends Tree {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: Marked & { readonly name: string; readonly namespace?: string };
  readonly spec: Tree & {
    readonly template: Tree & { readonly metadata?: Marked | null; readonly spec: PodTemplateSpec };
  };
}

/** Whether it has the shape that injection relies on. A server's objects have; whoever writes files may write anything. */
export function isInjectable(value: unknown): value is Injectable {
  if (!isTree(value) || !isTree(value['spec']) || !isMarked(value['metadata'])) return false;
  if (typeof value['metadata']['name'] !== 'string') return false;
  const { template } = value['spec'];
  if (!isTree(template) || !isTree(template['spec']) || !isNothingOr(isMarked)(template['metadata'])) return false;
  const { containers, volumes, imagePullSecrets } = template['spec'];
  return areContainers(containers) && isNothingOr(areNamed)(volumes) && isNothingOr(areNamed)(imagePullSecrets);
}

const isNothingOr =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || value === null || is(value);

const areTexts = (value: unknown): boolean =>
  isTree(value) && Object.values(value).every((text) => typeof text === 'string');

const isMarked = (value: unknown): value is Tree =>
  isTree(value) && isNothingOr(areTexts)(value['labels']) && isNothingOr(areTexts)(value['annotations']);

const areNamed = (value: unknown): value is readonly Named[] =>
  Array.isArray(value) && value.every((item) => isTree(item) && typeof item['name'] === 'string');

const areContainers = (value: unknown): boolean =>
  areNamed(value) && value.length > 0 && value.every(({ env }) => isNothingOr(areNamed)(env));

/** Whatever can be annotated. */
export interface Annotated {
  readonly metadata: { readonly annotations?: Texts | null };
}

export const annotationsOf = ({ metadata }: Annotated): Texts => metadata.annotations ?? {};
export const labelsOf = ({ metadata }: Injectable): Texts => metadata.labels ?? {};
export const podLabelsOf = ({ spec }: Injectable): Texts => spec.template.metadata?.labels ?? {};
export const podAnnotationsOf = ({ spec }: Injectable): Texts => spec.template.metadata?.annotations ?? {};
export const containersOf = ({ spec }: Injectable): readonly AppContainer[] => spec.template.spec.containers;

/** The same workload with other metadata; what is undefined is not there. */
export const withMetadata = (workload: Injectable, more: Marked): Injectable => ({
  ...workload,
  metadata: { ...workload.metadata, ...more },
});

export const withAnnotations = (workload: Injectable, more: Texts): Injectable =>
  withMetadata(workload, { annotations: { ...annotationsOf(workload), ...more } });

/** The same with another specification of its Pods. */
export const withPodSpec = (workload: Injectable, more: Partial<PodTemplateSpec>): Injectable => {
  const { spec } = workload;
  const podSpec = { ...spec.template.spec, ...more };
  return { ...workload, spec: { ...spec, template: { ...spec.template, spec: podSpec } } };
};

/** The same with more annotations on its Pods. */
export function withPodAnnotations(workload: Injectable, more: Texts): Injectable {
  const { spec } = workload;
  const metadata = { ...spec.template.metadata, annotations: { ...podAnnotationsOf(workload), ...more } };
  return { ...workload, spec: { ...spec, template: { ...spec.template, metadata } } };
}
