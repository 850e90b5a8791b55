import { jobFindings, worstFirst } from '../jaeger/index.ts';
import type { ReasonCode } from './fate.ts';
import { fatesOf } from './fates.ts';
import { findingsOf } from './findings.ts';
import type { JaegerIndex } from './jaeger-index.ts';
import type { RetentionSubject } from './findings/subject.ts';
import { expectedFrom, forecastReport } from './forecast-facts.ts';
import { nameOf } from './index-names.ts';
import { chosenRows, indexRow } from './index-rows.ts';
import { reason } from './reasons.ts';
import type { Asked, Known, RetentionRequest } from './known.ts';
import type { StoreSnapshot } from './read-store.ts';
import { headOf } from './report-head.ts';
import type { RetentionReport, SearchStore } from './report.ts';
import type { JobRun } from './runs.ts';
import { settingRows, writerOf, type Writer } from './setting-rows.ts';
import { whatIf } from './what-if.ts';

/** All that can be said of an instance whose store has answered. */
export function storeReport(
  known: Known,
  { store, via }: Asked,
  request: RetentionRequest,
  nowMs: number,
): RetentionReport {
  const { chosen, runs, jobs } = known;
  const { root } = chosen;
  const writer = writerOf(root);
  const { policies = [] } = store;
  const indices = withFates(store, runs, nowMs).map((one) => honest(one, writer.prefix));
  const own = ownIndices(writer, indices);
  const settings = settingRows(root, runs, policies);
  const expected = expectedFrom({ ...store, indices: own, nowMs });
  const subject: RetentionSubject = {
    root,
    runs,
    jobs,
    settings,
    store,
    indices,
    own,
    forecast: expected,
    nowMs,
    ...writer,
  };
  return {
    ...headOf(root),
    store: storeOf(root.storage.type === 'opensearch', store, via),
    jobs,
    settings,
    indices: chosenRows(indices.map(indexRow), request.indices, nowMs),
    forecast: forecastReport(expected),
    whatIf: request.days === undefined ? undefined : whatIf(request.days, own, expected, nowMs),
    findings: worstFirst([...jobFindings(known.withJobs, known.logs), ...findingsOf(subject)]),
    errors: [...known.errors, ...store.errors],
  };
}

/** Every index that is Jaeger's by its name, with what becomes of it. */
function withFates(
  { indices, sizes, policies = [], lifecycles = [], dataStreams = [] }: StoreSnapshot,
  jobs: readonly JobRun[],
  nowMs: number,
): readonly JaegerIndex[] {
  const byName = new Map(sizes?.map((size) => [size.name, size]));
  const known = indices.flatMap((stored) => {
    const name = nameOf(stored.name);
    const size = byName.get(stored.name);
    return name === undefined ? [] : [{ name, index: { ...stored, isOpen: size?.isOpen ?? true, size } }];
  });
  const fates = fatesOf({ indices: known.map(({ index }) => index), jobs, policies, lifecycles, dataStreams, nowMs });
  return known.flatMap((one) => {
    const fate = fates.get(one.index.name);
    return fate === undefined ? [] : [{ ...one, fate }];
  });
}

/** Where nobody is left to tell the prefix, all of them. */
const ownIndices = ({ prefix }: Writer, indices: readonly JaegerIndex[]): readonly JaegerIndex[] =>
  prefix === undefined ? indices : indices.filter(({ name }) => name.prefix === prefix);

/** What no job of this instance touches and another Jaeger writes, that one's jobs may: these are not looked at. */
function honest(one: JaegerIndex, prefix: string | undefined): JaegerIndex {
  const { name, fate } = one;
  const isUntouched = fate.kind === 'never' || (fate.kind === 'written' && fate.by === undefined);
  if (prefix === undefined || name.prefix === prefix || !isUntouched) return one;
  const isByJobs = fate.reason !== undefined && BY_JOBS.has(fate.reason.code);
  return isByJobs ? { ...one, fate: { kind: 'unknown', reason: reason('other-prefix', name.prefix, prefix) } } : one;
}

/** Reasons that would be others if other jobs were looked at. */
const BY_JOBS = new Set<ReasonCode>([
  'no-job',
  'no-rollover',
  'prefix',
  'ignored-prefix',
  'suspended',
  'form',
  'archive-flag',
]);

function storeOf(isOpenSearch: boolean, { version, health }: StoreSnapshot, via: Asked['via']): SearchStore {
  return {
    type: version?.distribution ?? (isOpenSearch ? 'opensearch' : 'elasticsearch'),
    access: {
      url: via.url,
      way:
        via.way === 'direct'
          ? 'directly'
          : `${via.way === 'pod' ? 'by nc in' : 'through'} pods/${via.pod} in ${via.namespace}`,
      identity: `${via.identity === undefined ? 'without credentials' : `with ${via.identity}`}${via.skipsVerification ? ', its certificate not verified, as the instance does' : ''}`,
    },
    version,
    health,
  };
}
