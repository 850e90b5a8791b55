import { isJaegerError } from '../errors/index.ts';
import { reportError, type Member, type ReportError } from '../jaeger/index.ts';
import type { Reader } from '../kubernetes/ports.ts';
import type { Container, CronJob } from '../kubernetes/types.ts';
import type { ValueSources } from './job-environment.ts';
import { readJob } from './read-job.ts';
import { holderReader } from './read-origin.ts';
import type { JobRun } from './runs.ts';

export interface Runs {
  readonly runs: readonly JobRun[];
  /** Of ConfigMaps and Secrets that could not be read. */
  readonly errors: readonly ReportError[];
}

interface Source {
  readonly resource: 'configmaps' | 'secrets';
  readonly namespace: string;
  readonly name: string;
}

/** What the CronJobs do about indices, by the arguments and variables that they really carry. A source that is not there or may not be read leaves settings unknown. */
export async function readRuns(
  cluster: Pick<Reader, 'get'>,
  cronJobs: readonly Member<CronJob>[],
  signal: AbortSignal,
): Promise<Runs> {
  const read = holderReader(cluster, signal);
  const values = new Map<string, Readonly<Record<string, string>>>();
  const errors: ReportError[] = [];
  const sources = new Map(cronJobs.flatMap(({ object }) => sourcesOf(object).map((source) => [idOf(source), source])));
  await Promise.all(
    [...sources].map(async ([id, source]) => {
      try {
        values.set(id, Object.fromEntries(await read(source)));
      } catch (error) {
        if (!isJaegerError(error)) throw error;
        errors.push(reportError(`${source.resource}/${source.name}`, error));
      }
    }),
  );
  return { runs: cronJobs.flatMap(({ object }) => readJob(object, sourcesFor(object, values)) ?? []), errors };
}

const idOf = ({ resource, namespace, name }: Source): string => `${resource}/${namespace}/${name}`;

const sourcesFor = (
  { metadata: { namespace = '' } }: CronJob,
  values: ReadonlyMap<string, Readonly<Record<string, string>>>,
): ValueSources => ({
  configMap: (name) => values.get(idOf({ resource: 'configmaps', namespace, name })),
  secret: (name) => values.get(idOf({ resource: 'secrets', namespace, name })),
});

/** They say who asks, and nothing of what is deleted. */
const CREDENTIALS = new Set(['ES_USERNAME', 'ES_PASSWORD']);

function sourcesOf({ metadata: { namespace = '' }, spec }: CronJob): readonly Source[] {
  const { containers = [] } = spec?.jobTemplate?.spec?.template?.spec ?? {};
  return containers.flatMap((container) => [
    ...(container.envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
      ...sourceOf('configmaps', configMapRef, namespace),
      ...sourceOf('secrets', secretRef, namespace),
    ]),
    ...variablesOf(container).flatMap(({ valueFrom }) => [
      ...sourceOf('configmaps', valueFrom?.configMapKeyRef, namespace),
      ...sourceOf('secrets', valueFrom?.secretKeyRef, namespace),
    ]),
  ]);
}

const variablesOf = ({ env = [] }: Container): NonNullable<Container['env']> =>
  env.filter(({ name }) => !CREDENTIALS.has(name));

const sourceOf = (
  resource: Source['resource'],
  reference: { readonly name?: string | undefined } | undefined,
  namespace: string,
): readonly Source[] => (reference?.name === undefined ? [] : [{ resource, namespace, name: reference.name }]);
