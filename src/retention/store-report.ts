import { jobFindings, storeSetting, worstFirst, type InstanceRoot } from '../jaeger/index.ts';
import type { StoredIndex } from '../elasticsearch/ports.ts';
import type { Fate, KnownIndex, ReasonCode } from './fate.ts';
import { fatesOf } from './fates.ts';
import { findingsOf } from './findings.ts';
import type { JaegerIndex, RetentionSubject } from './findings/subject.ts';
import { expectedFrom, forecastReport } from './forecast-facts.ts';
import { nameOf } from './index-names.ts';
import { chosenRows, indexRows } from './index-rows.ts';
import { reason } from './reasons.ts';
import type { Asked, Known, RetentionRequest } from './known.ts';
import type { StoreSnapshot } from './read-store.ts';
import type { RetentionReport, SearchStore } from './report.ts';
import { settingRows, storeUsers } from './setting-rows.ts';
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
  const indices = knownIndices(store);
  const { policies = [], lifecycles = [], dataStreams = [] } = store;
  const writer = writerOf(root);
  const fates = honest(fatesOf({ indices, jobs: runs, policies, lifecycles, dataStreams, nowMs }), writer.prefix);
  const settings = settingRows(root, runs, policies);
  const own = { ...writer, ...ownIndices(writer, withNames(indices, fates)) };
  const expected = expectedFrom({ ...store, indices: own.own.map(({ index }) => index), fates, nowMs });
  const subject: RetentionSubject = { root, runs, jobs, settings, store, forecast: expected, nowMs, ...own };
  return {
    apiVersion: 'jaeger.kubectl/v1alpha1',
    kind: 'RetentionReport',
    instance: { namespace: root.namespace, name: root.name, flavour: root.flavour, version: root.version },
    store: storeOf(root.storage.type === 'opensearch', store, via),
    jobs,
    settings,
    indices: chosenRows(indexRows(indices, fates), request.indices, nowMs),
    forecast: forecastReport(expected),
    whatIf:
      request.days === undefined
        ? undefined
        : whatIf(
            request.days,
            own.own.map(({ index }) => index),
            expected,
            nowMs,
          ),
    findings: worstFirst([...jobFindings(known.withJobs, known.logs), ...findingsOf(subject)]),
    errors: [...known.errors, ...store.errors],
  };
}

function knownIndices({ indices, sizes }: StoreSnapshot): readonly KnownIndex[] {
  const byName = new Map(sizes?.map((size) => [size.name, size]));
  return indices.flatMap((index: StoredIndex) => {
    if (nameOf(index.name) === undefined) return [];
    const size = byName.get(index.name);
    return { ...index, isOpen: size?.isOpen ?? true, size };
  });
}

const withNames = (indices: readonly KnownIndex[], fates: ReturnType<typeof fatesOf>): readonly JaegerIndex[] =>
  indices.flatMap((index) => {
    const [name, fate] = [nameOf(index.name), fates.get(index.name)];
    return name === undefined || fate === undefined ? [] : [{ index, name, fate }];
  });

type Writer = Pick<RetentionSubject, 'prefix' | 'usesAliases'>;

/** What this instance writes: by the prefix of whoever does. */
function writerOf(root: InstanceRoot): Writer {
  const users = storeUsers(root);
  const told = users.map((user) => storeSetting(user, { v1: 'es.index-prefix', v2: 'indices.index_prefix' }) ?? '');
  const [prefix] = told.map((text) => (text === '' || text.endsWith('-') ? text : `${text}-`));
  const usesAliases = users.some(
    (user) => storeSetting(user, { v1: 'es.use-aliases', v2: 'use_aliases' })?.toLowerCase() === 'true',
  );
  return { prefix, usesAliases };
}

/** Where nobody is left to tell the prefix, all of them. */
const ownIndices = (
  { prefix }: Writer,
  indices: readonly JaegerIndex[],
): Pick<RetentionSubject, 'indices' | 'own'> => ({
  indices,
  own: prefix === undefined ? indices : indices.filter(({ name }) => name.prefix === prefix),
});

/** What no job of this instance touches and another Jaeger writes, that one's jobs may: these are not looked at. */
function honest(fates: ReadonlyMap<string, Fate>, prefix: string | undefined): ReadonlyMap<string, Fate> {
  if (prefix === undefined) return fates;
  const isOthers = (index: string, fate: Fate): boolean =>
    (nameOf(index)?.prefix ?? prefix) !== prefix &&
    (fate.kind === 'never' || (fate.kind === 'written' && fate.by === undefined)) &&
    fate.reason !== undefined &&
    BY_JOBS.has(fate.reason.code);
  return new Map(
    [...fates].map(([index, fate]) => [
      index,
      isOthers(index, fate)
        ? { kind: 'unknown', reason: reason('other-prefix', nameOf(index)?.prefix ?? '', prefix) }
        : fate,
    ]),
  );
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
