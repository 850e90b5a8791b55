import { at, isTree } from '../jaeger/index.ts';
import { RECORD } from './marks.ts';
import { annotationsOf, type Annotated } from './workload.ts';

export const WAYS = ['jaeger-operator', 'otel-operator', 'sidecar', 'env'] as const;
/** How a workload comes to be traced. */
export type Way = (typeof WAYS)[number];

/** A text that was written, and the one that was there before; null: none. */
interface Written {
  readonly was: string | null;
  readonly now: string;
}

export type Writings = Readonly<Record<string, Written>>;

/** What injection has written on a workload, itself or by an operator, by name: positions in lists are not ours to rely on. */
export interface Writing {
  readonly annotations: Writings;
  readonly labels: Writings;
  readonly podAnnotations: Writings;
  /** Names of containers, volumes and secrets. */
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  readonly imagePullSecrets: readonly string[];
  /** Container → variable → value. */
  readonly env: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Maps and lists that were there with nothing in them, by their path: for the API server these are none, in a file they are text. */
  readonly empty: Readonly<Record<string, unknown>>;
}

export interface InjectionRecord extends Writing {
  readonly version: 1;
  readonly via: Way;
  /** `NAMESPACE/NAME` of the instance. */
  readonly instance: string;
}

export const NOTHING: Writing = {
  annotations: {},
  labels: {},
  podAnnotations: {},
  containers: [],
  volumes: [],
  imagePullSecrets: [],
  env: {},
  empty: {},
};

/** As text for the annotation; what is empty is left out. */
export function writeRecord({ version, via, instance, ...writing }: InjectionRecord): string {
  const said = Object.entries(writing).filter(([, value]) => !isBare(value));
  return JSON.stringify({ version, via, instance, ...Object.fromEntries(said) });
}

const isBare = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isTree(value) && Object.keys(value).length === 0;

/** The record on a workload or a Namespace; undefined without one, and where nobody can make sense of it. */
export function recordOf(workload: Annotated): InjectionRecord | undefined {
  const text = annotationsOf(workload)[RECORD];
  if (text === undefined) return undefined;
  const read = parsed(text);
  const via = WAYS.find((way) => way === at(read, 'via'));
  const instance = at(read, 'instance');
  if (at(read, 'version') !== 1 || via === undefined || typeof instance !== 'string') return undefined;
  return { version: 1, via, instance, ...writingIn(read) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Anybody can write an annotation: only what has the right shape is taken. */
const writingIn = (read: unknown): Writing => ({
  annotations: writings(at(read, 'annotations')),
  labels: writings(at(read, 'labels')),
  podAnnotations: writings(at(read, 'podAnnotations')),
  containers: texts(at(read, 'containers')),
  volumes: texts(at(read, 'volumes')),
  imagePullSecrets: texts(at(read, 'imagePullSecrets')),
  env: mapped(at(read, 'env'), (variables) =>
    mapped(variables, (value) => (typeof value === 'string' ? value : undefined)),
  ),
  empty: mapped(at(read, 'empty'), (value) => (value === null || isBare(value) ? value : undefined)),
});

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).filter((item): item is string => typeof item === 'string');

const writings = (value: unknown): Writings =>
  mapped(value, (one): Written | undefined => {
    const [was, now] = [at(one, 'was'), at(one, 'now')];
    return typeof now === 'string' && (was === null || typeof was === 'string') ? { was, now } : undefined;
  });

/** The values of a map that can be read; of anything else none. */
function mapped<T>(value: unknown, read: (inner: unknown) => T | undefined): Readonly<Record<string, T>> {
  const entries = Object.entries(isTree(value) ? value : {});
  return Object.fromEntries(
    entries.flatMap(([key, inner]): [string, T][] => {
      const one = read(inner);
      return one === undefined ? [] : [[key, one]];
    }),
  );
}
