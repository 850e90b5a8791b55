import type { Writing, Writings } from './record.ts';
import {
  annotationsOf,
  labelsOf,
  podAnnotationsOf,
  type AppContainer,
  type Injectable,
  type Named,
} from './workload.ts';

/** What has been added to a workload, and which texts have been put in the place of others. */
export function writingBetween(before: Injectable, after: Injectable): Writing {
  const [own, added] = [podSpecOf(before), podSpecOf(after)];
  return {
    annotations: writings(annotationsOf(before), annotationsOf(after)),
    labels: writings(labelsOf(before), labelsOf(after)),
    podAnnotations: writings(podAnnotationsOf(before), podAnnotationsOf(after)),
    containers: newNames(own.containers, added.containers),
    volumes: newNames(own.volumes, added.volumes),
    imagePullSecrets: newNames(own.imagePullSecrets, added.imagePullSecrets),
    env: variablesBetween(own.containers, added.containers),
    empty: emptied(before, after),
  };
}

const podSpecOf = ({ spec }: Injectable): Injectable['spec']['template']['spec'] => spec.template.spec;

type Texts = Readonly<Record<string, string>>;

const writings = (before: Texts, after: Texts): Writings =>
  Object.fromEntries(
    Object.entries(after)
      .filter(([key, now]) => before[key] !== now)
      .map(([key, now]) => [key, { was: before[key] ?? null, now }]),
  );

const newNames = (
  before: readonly Named[] | null | undefined,
  after: readonly Named[] | null | undefined,
): readonly string[] =>
  (after ?? []).map(({ name }) => name).filter((name) => !(before ?? []).some((other) => other.name === name));

function variablesBetween(before: readonly AppContainer[], after: readonly AppContainer[]): Writing['env'] {
  const entries = before.flatMap(({ name, env: own }): [string, Texts][] => {
    const now = after.find((container) => container.name === name)?.env ?? [];
    const added = newNames(own, now).flatMap((variable): [string, string][] => {
      const value = now.find((one) => one.name === variable)?.value;
      return typeof value === 'string' ? [[variable, value]] : [];
    });
    return added.length === 0 ? [] : [[name, Object.fromEntries(added)]];
  });
  return Object.fromEntries(entries);
}

/** Every map and list that injection may fill, by its path; containers by name. */
function fillable(workload: Injectable): readonly (readonly [path: string, value: unknown])[] {
  const { metadata, spec } = workload;
  const { volumes, imagePullSecrets, containers } = spec.template.spec;
  return [
    ['annotations', metadata.annotations],
    ['labels', metadata.labels],
    ['podMetadata', spec.template.metadata],
    ['podAnnotations', spec.template.metadata?.annotations],
    ['volumes', volumes],
    ['imagePullSecrets', imagePullSecrets],
    ...containers.map(({ name, env }): [string, unknown] => [envPath(name), env]),
  ];
}

export const envPath = (container: string): string => `env/${container}`;

const hasNothing = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && value !== undefined && Object.keys(value).length === 0);

function emptied(before: Injectable, after: Injectable): Writing['empty'] {
  const now = new Map(fillable(after));
  return Object.fromEntries(
    fillable(before).filter(
      ([path, value]) => hasNothing(value) && !hasNothing(now.get(path)) && now.get(path) !== undefined,
    ),
  );
}
