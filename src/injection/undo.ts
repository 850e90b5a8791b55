import { INJECTED } from '../jaeger/index.ts';
import { envPath } from './compare.ts';
import { INJECT, OTEL_INJECT, RECORD, REVISION } from './marks.ts';
import type { Writing, Writings } from './record.ts';
import type { AppContainer, Injectable, Marked, Named, PodTemplateSpec, Tree } from './workload.ts';

export interface Undone {
  readonly workload: Injectable;
  /** What was written and has been changed since, so that it stays, one line each. */
  readonly left: readonly string[];
}

/** A workload without what has been written on it: what was there before stands there again, and nothing else is touched. */
export function undo(workload: Injectable, writing: Writing): Undone {
  const { metadata, spec } = workload;
  const { template } = spec;
  const left: string[] = [];
  const books = { ...writing.annotations, [RECORD]: { was: null, now: '' } };
  const own = withField(metadata, 'annotations', undoTexts(metadata.annotations, books, left), writing.empty);
  const labelled = withField(own, 'labels', undoTexts(metadata.labels, writing.labels, left), writing.empty);
  const podSpec = undoPodSpec(template.spec, writing, left);
  const undone = { ...template, spec: podSpec };
  const isMarked = Object.keys(writing.podAnnotations).length > 0;
  return {
    workload: {
      ...workload,
      metadata: labelled,
      spec: { ...spec, template: isMarked ? undoPodMetadata(undone, writing, left) : undone },
    },
    left,
  };
}

type Template = Injectable['spec']['template'];

function undoPodMetadata(template: Template, { podAnnotations, empty }: Writing, left: string[]): Template {
  const { metadata } = template;
  if (metadata === undefined || metadata === null) return template;
  const annotations = undoTexts(metadata.annotations, podAnnotations, left);
  const inner = 'podAnnotations' in empty ? { annotations: empty['podAnnotations'] } : {};
  const undone: Marked = withField(metadata, 'annotations', annotations, inner);
  return withField(template, 'metadata', undone, 'podMetadata' in empty ? { metadata: empty['podMetadata'] } : {});
}

/** Whoever changes one of these means the injection itself: what they say now is taken back whatever it is. */
const BOOKS: ReadonlySet<string> = new Set([INJECT, OTEL_INJECT, INJECTED, REVISION, RECORD]);

type Texts = Readonly<Record<string, string>>;

/** Texts without those that were written; what was there before stands there again. */
export function undoTexts(
  texts: Texts | null | undefined,
  writings: Writings,
  left: string[],
): Texts | null | undefined {
  if (texts === undefined || texts === null) return texts;
  const entries = Object.entries(texts).flatMap(([key, text]): [string, string][] => {
    const written = writings[key];
    if (written === undefined) return [[key, text]];
    if (text !== written.now && !BOOKS.has(key)) {
      left.push(`${key}=${text} has been changed since`);
      return [[key, text]];
    }
    return written.was === null ? [] : [[key, written.was]];
  });
  return Object.fromEntries(entries);
}

/** An object with a field that has become `value`; with nothing left in it, it is as it was before something was written there. */
function withField<T extends Tree>(object: T, field: string & keyof T, value: unknown, empty: Tree): T {
  const isNothing = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  const hadNothing = isNothing && isSameSize(object[field], value);
  if (value === undefined || hadNothing) return object;
  if (!isNothing) return { ...object, [field]: value };
  if (field in empty) return { ...object, [field]: empty[field] };
  const { [field]: _, ...others } = object;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field that may be empty may be left out
  return others as unknown as T;
}

const isSameSize = (one: unknown, other: object): boolean =>
  typeof one === 'object' && one !== null && Object.keys(one).length === Object.keys(other).length;

function undoPodSpec(spec: PodTemplateSpec, writing: Writing, left: string[]): PodTemplateSpec {
  const { empty } = writing;
  const containers = without(spec.containers, writing.containers).map((container) =>
    undoVariables(container, writing, left),
  );
  const volumes = without(spec.volumes, writing.volumes);
  const secrets = without(spec.imagePullSecrets, writing.imagePullSecrets);
  const own: PodTemplateSpec = { ...spec, containers };
  return withField(withField(own, 'volumes', volumes, empty), 'imagePullSecrets', secrets, empty);
}

function without<T extends Named>(items: readonly T[], names: readonly string[]): readonly T[];
function without<T extends Named>(
  items: readonly T[] | null | undefined,
  names: readonly string[],
): readonly T[] | null | undefined;
function without<T extends Named>(
  items: readonly T[] | null | undefined,
  names: readonly string[],
): readonly T[] | null | undefined {
  return items?.filter(({ name }) => !names.includes(name)) ?? items;
}

function undoVariables(container: AppContainer, { env, empty }: Writing, left: string[]): AppContainer {
  const written = env[container.name];
  if (written === undefined) return container;
  const kept = container.env?.filter(({ name, value }) => {
    const was = written[name];
    if (was === undefined) return true;
    if (value !== was) left.push(`${name} of container ${container.name} has been changed since`);
    return value !== was;
  });
  const path = envPath(container.name);
  return withField(container, 'env', kept, path in empty ? { env: empty[path] } : {});
}
