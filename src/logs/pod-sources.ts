import { JaegerError } from '../errors/index.ts';
import {
  chooseInstance,
  chooseWithJobs,
  JOB_NAME,
  makes,
  selectorText,
  storeService,
  type Component,
  type FactError,
  type FactSource,
  type InstanceRoot,
  type InstanceWithJobs,
  type PickInstance,
} from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';
import { meantBy, type LoggedComponent } from './components.ts';

/** Pods of one kind, those that are there and those that will be. */
export interface PodSource {
  readonly namespace: string;
  readonly labelSelector: string;
  readonly component: Component;
  /** Selectors overlap: whether a Pod that is selected is meant. */
  readonly includes: (pod: Pod) => boolean;
}

export interface PodChoice {
  readonly namespace?: string;
  /** Of the instance; left out: the only one in the namespace. */
  readonly name?: string | undefined;
  readonly pick?: PickInstance | undefined;
  /** Left out: every component of Jaeger, and its Jobs; not the span store. */
  readonly component?: LoggedComponent | undefined;
}

export interface FoundSources {
  /** The instance's name. */
  readonly instance: string;
  readonly sources: readonly PodSource[];
  /** What kept some from being known. */
  readonly errors: readonly FactError[];
}

const OF_JOBS: ReadonlySet<LoggedComponent | undefined> = new Set([undefined, 'cleaner', 'rollover']);

/** Where the Pods come from that are meant. Errors: those of `chooseInstance`, and NOT_FOUND for a component that the instance has not. */
export async function findSources(cluster: FactSource, { component, ...choice }: PodChoice): Promise<FoundSources> {
  const chosen = OF_JOBS.has(component)
    ? await chooseWithJobs(cluster, choice)
    : { root: await chooseInstance(cluster, choice), ...noJobs };
  const { root, errors } = chosen;
  const found =
    component === 'storage'
      ? [await storageSource(cluster, root)]
      : meant([...workloadSources(root), ...jobSources(chosen)], component);
  if (found.length > 0) return { instance: root.name, sources: found, errors };
  const [unknown] = errors;
  if (unknown) throw unknown.error;
  throw new JaegerError('NOT_FOUND', `instance "${root.name}" has no ${component ?? 'workload of Jaeger'}`);
}

const noJobs: Omit<InstanceWithJobs, 'root'> = { jobs: [], cronJobs: [], errors: [] };

function meant(sources: readonly PodSource[], component: LoggedComponent | undefined): readonly PodSource[] {
  if (component === undefined) return sources;
  const roles = meantBy(
    component,
    sources.map((source) => source.component),
  );
  return sources.filter((source) => roles.includes(source.component));
}

const workloadSources = ({ namespace, workloads }: InstanceRoot): PodSource[] =>
  workloads.map(({ object, component }) => ({
    namespace,
    labelSelector: selectorText(object.spec?.selector?.matchLabels),
    component,
    includes: (pod) => makes(object, pod),
  }));

/** A CronJob names its Jobs after itself and the minute, a person as he likes (kubernetes 1.36, both). */
const nameOfMaker = (job: string): string => job.replace(/-\d+$/, '');

const jobSources = ({ root, jobs, cronJobs }: InstanceWithJobs): PodSource[] => [
  ...cronJobs.map(({ object, component }) => ({
    namespace: root.namespace,
    labelSelector: JOB_NAME,
    component,
    includes: (pod: Pod) => nameOfMaker(pod.metadata.labels?.[JOB_NAME] ?? '') === object.metadata.name,
  })),
  ...jobs
    .filter(({ object }) => !cronJobs.some((maker) => nameOfMaker(object.metadata.name) === maker.object.metadata.name))
    .map(({ object, component }) => ({
      namespace: root.namespace,
      labelSelector: `${JOB_NAME}=${object.metadata.name}`,
      component,
      includes: () => true,
    })),
];

/** Through the Service that the instance names. */
async function storageSource(cluster: Reader, root: InstanceRoot): Promise<PodSource> {
  const failure = `the span store of instance "${root.name}" does not run in this cluster`;
  const { metadata, spec } = await storeService(cluster, root, failure);
  return {
    namespace: metadata.namespace ?? root.namespace,
    labelSelector: selectorText(spec?.selector),
    component: 'storage',
    includes: () => true,
  };
}
