import type { ConnectElasticsearch } from '../elasticsearch/ports.ts';
import { isJaegerError, type JaegerError } from '../errors/index.ts';
import {
  chooseWithJobs,
  FactReader,
  jobLogSources,
  jobRows,
  readLogs,
  reportError,
  selectorText,
  type FactSource,
  type InstanceRoot,
  type InstanceWithJobs,
  type Logs,
  type ReportError,
  type WithJobs,
} from '../jaeger/index.ts';
import type { Executor, Forwarder, LogReader, Watcher } from '../kubernetes/ports.ts';
import type { Pod } from '../kubernetes/types.ts';
import { retentionJobs } from './job-report.ts';
import type { StoreChoice } from './choose-store.ts';
import type { Asked, Known, RetentionRequest } from './known.ts';
import { openStore } from './open-store.ts';
import { keeperOf, otherStore } from './other-stores.ts';
import { readRuns } from './read-runs.ts';
import { readStore } from './read-store.ts';
import { headOf } from './report-head.ts';
import type { RetentionReport } from './report.ts';
import { isSearched } from './searched.ts';
import { settingRows } from './setting-rows.ts';
import { storeReport } from './store-report.ts';

export interface RetentionSurroundings {
  readonly connectElasticsearch: ConnectElasticsearch;
  readonly signal: AbortSignal;
  readonly nowMs: number;
}

export interface RetentionResult {
  readonly report: RetentionReport;
  /** Why the store could not be asked; what is known without it is in the report all the same. */
  readonly failure: JaegerError | undefined;
}

type Cluster = FactSource & Watcher & Forwarder & Executor & Pick<LogReader, 'logs'>;

/** What an instance's store keeps, what will go and when. Changes nothing. Errors: those of `chooseInstance`. */
export async function readRetention(
  cluster: Cluster,
  request: RetentionRequest,
  surroundings: RetentionSurroundings,
): Promise<RetentionResult> {
  const { signal, nowMs } = surroundings;
  const { name, namespace, pick } = request;
  const chosen = await chooseWithJobs(cluster, { name, pick, ...(namespace !== undefined && { namespace }) });
  const isAsked = isSearched(chosen.root.storage.type) || request.store.url !== undefined;
  const [jobs, { runs, errors }, opened] = await Promise.all([
    readJobs(cluster, chosen),
    readRuns(cluster, chosen.cronJobs, signal),
    isAsked ? askStore(cluster, chosen, request.store, surroundings) : undefined,
  ]);
  const known: Known = {
    chosen,
    runs,
    jobs: retentionJobs(jobRows(chosen), runs, { ...jobs, nowMs }),
    logs: jobs.logs,
    withJobs: jobs.instance,
    errors: [...chosen.errors.map(({ resource, error }) => reportError(resource, error)), ...jobs.errors, ...errors],
  };
  if (opened === undefined) return { report: await withoutIndices(cluster, known), failure: undefined };
  if ('failure' in opened) return { report: blank(known), failure: opened.failure };
  return { report: storeReport(known, opened, request, nowMs), failure: undefined };
}

async function askStore(
  cluster: Cluster,
  chosen: InstanceWithJobs,
  choice: StoreChoice,
  { connectElasticsearch, signal }: RetentionSurroundings,
): Promise<Asked | { readonly failure: JaegerError }> {
  try {
    const opened = await openStore(cluster, chosen, choice, { connectElasticsearch, signal });
    try {
      return { store: await readStore(opened.api, signal), via: opened.via };
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    return { failure: error };
  }
}

interface Jobs {
  readonly instance: WithJobs;
  readonly logs: Logs;
  readonly errors: readonly ReportError[];
}

/** Why runs failed: their Pods, and the end of their logs. */
async function readJobs(cluster: Cluster, { root, jobs, cronJobs }: InstanceWithJobs): Promise<Jobs> {
  const reader = new FactReader(cluster);
  const hasFailed = jobs.some(({ object }) => (object.status?.failed ?? 0) > 0);
  const pods = hasFailed ? await reader.list('pods', { namespace: root.namespace, labelSelector: 'job-name' }) : [];
  const members = pods.map((object) => ({ object, component: 'unknown' as const, because: 'label job-name' }));
  const instance: WithJobs = { ...root, jobs, cronJobs, pods: members };
  const errors: ReportError[] = reader.errors.map(({ resource, error }) => reportError(resource, error));
  const logs = await readLogs(cluster, jobLogSources(instance), errors);
  return { instance, logs, errors };
}

const blank = ({ chosen: { root }, jobs, runs, errors }: Known): RetentionReport => ({
  ...headOf(root),
  store: undefined,
  jobs,
  settings: settingRows(root, runs, []),
  indices: [],
  forecast: undefined,
  whatIf: undefined,
  findings: [],
  errors,
});

async function withoutIndices(cluster: Cluster, known: Known): Promise<RetentionReport> {
  const { root, jobs } = known.chosen;
  const reader = new FactReader(cluster);
  const schemaJobs = jobs.filter(({ component }) => component === 'schema').map(({ object }) => object);
  const store = otherStore(root, { pods: await keepersPods(reader, root), schemaJobs });
  const errors = reader.errors.map(({ resource, error }) => reportError(resource, error));
  return { ...blank(known), store, errors: [...known.errors, ...errors] };
}

/** Of what keeps spans in itself: since when is in them. */
async function keepersPods(reader: FactReader, root: InstanceRoot): Promise<readonly Pod[]> {
  const labels = keeperOf(root)?.object.spec?.selector?.matchLabels;
  const isInside = root.storage.type === 'memory' || root.storage.type === 'badger';
  if (!isInside || labels === undefined) return [];
  return reader.list('pods', { namespace: root.namespace, labelSelector: selectorText(labels) });
}
