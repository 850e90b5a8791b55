import { finding, type Finding, type JobRow } from '../../jaeger/index.ts';
import type { ReasonCode } from '../fate.ts';
import type { CleanerRun, JobRun } from '../runs.ts';
import { joined, missOf, type Miss } from '../simulate-cleaner.ts';
import type { JaegerIndex } from '../jaeger-index.ts';
import { namesOf, STORE, type RetentionSubject, type Rule } from './subject.ts';

export const objectOf = ({ job }: JobRun): string => `cronjobs/${job.name}`;

/** Nothing that deletes: no cleaner, and no policy with a phase that does. */
export const absenceFindings: Rule = ({ root, runs, own, store }) => {
  const hasCleaner = runs.some(({ kind }) => kind === 'cleaner');
  const deletes = (store.policies ?? []).some(({ deleteAfterMs }) => deleteAfterMs !== undefined);
  if (hasCleaner || deletes || own.length === 0) return [];
  const told = root.jaeger?.spec?.storage?.esIndexCleaner?.enabled;
  return [
    finding('JG080', {
      object: STORE,
      evidence:
        root.jaeger === undefined
          ? 'no CronJob of this instance runs jaeger-es-index-cleaner, and no lifecycle policy deletes'
          : `storage.esIndexCleaner.enabled is ${told === undefined ? 'not set' : JSON.stringify(told)}, and no lifecycle policy deletes`,
      why: 'indices stay until the disk is full; then the store takes no more spans',
      next:
        root.jaeger === undefined
          ? 'run jaeger-es-index-cleaner as a CronJob, or give the indices a lifecycle policy with a delete phase'
          : `kubectl patch jaeger ${root.name} -n ${root.namespace} --type merge -p '{"spec":{"storage":{"esIndexCleaner":{"enabled":true}}}}'`,
    }),
  ];
};

/** A cleaner that finds nothing ends well every time: nobody looks at it until the disk is full (jaegertracing/helm-charts#339, #634). */
export const matchFindings: Rule = (subject) => {
  const { own, runs } = subject;
  const candidates = own.filter(({ name }) => name.form !== 'alias-name' && name.form !== 'data-stream');
  return runs.flatMap((run): Finding[] => {
    if (run.kind !== 'cleaner' || run.settings === undefined || run.problem !== undefined || run.settings.isArchive)
      return [];
    const miss = missOf(run.settings);
    const takesSome = candidates.some(({ index }) => TAKEN.has(miss(index)));
    if (candidates.length === 0 || takesSome) return [];
    return [
      finding('JG081', {
        object: objectOf(run),
        evidence: `it takes none of ${candidates.length} indices, such as ${namesOf(candidates)}: ${lookText(run)}${ignoredText(run)}`,
        why: 'every run ends well and deletes nothing: the disk fills',
        next: whyNot(subject, run, candidates),
      }),
    ];
  });
};

/** Prefix and separator are put into the tool's expression as they are: `*` and `|` leave it without its anchor. */
export const strayFindings: Rule = ({ indices, runs, prefix }) =>
  runs.flatMap((run): Finding[] => {
    if (run.kind !== 'cleaner' || run.settings === undefined || run.problem !== undefined) return [];
    const miss = missOf(run.settings);
    const own = prefix ?? joined(run.settings.prefix);
    const stray = indices.filter(({ index, name }) => name.prefix !== own && miss(index) === undefined);
    if (stray.length === 0) return [];
    return [
      finding('JG089', {
        object: objectOf(run),
        evidence: `it takes ${namesOf(stray)}, and this instance writes ${own === '' ? 'without a prefix' : `with the prefix ${own}`}: ${lookText(run)}`,
        why: 'spans of another Jaeger are deleted after the days of this one',
        next: 'give the cleaner the prefix of this instance alone, and a separator that is no part of an expression',
      }),
    ];
  });

/** What is spared for its write alias is taken as soon as it is rolled over. */
const TAKEN = new Set<Miss | undefined>([undefined, 'write-alias']);

const lookText = ({ settings }: CleanerRun): string =>
  settings === undefined
    ? ''
    : `it looks for ${settings.isRollover ? 'generations (ROLLOVER=true)' : `days written with "${settings.separator}"`}${settings.prefix === '' ? ' without a prefix' : ` with the prefix ${settings.prefix}-`}`;

const ignoredText = ({ ignoredPrefix }: CleanerRun): string =>
  ignoredPrefix === undefined
    ? ''
    : `; ES_INDEX_PREFIX=${ignoredPrefix} is set, which it does not read (INDEX_PREFIX is)`;

function whyNot({ prefix }: RetentionSubject, run: CleanerRun, candidates: readonly JaegerIndex[]): string {
  const { settings } = run;
  if (settings === undefined) return '';
  const own = settings.prefix === '' ? '' : `${settings.prefix}-`;
  if (prefix !== undefined && prefix !== own)
    return prefix === ''
      ? 'take INDEX_PREFIX out'
      : `set INDEX_PREFIX=${prefix.replace(/-$/, '')}: the tool adds the dash itself`;
  const hasGenerations = candidates.some(({ name }) => name.form === 'rollover');
  if (hasGenerations !== settings.isRollover)
    return `set ROLLOVER=${hasGenerations}: these are ${hasGenerations ? 'generations' : 'daily indices'}`;
  const [separator] = candidates.flatMap(({ name }) => name.separator ?? []);
  return `set INDEX_DATE_SEPARATOR=${separator ?? ''}`;
}

/** Runs that end with an error each time, and those of which it cannot be told. */
export const problemFindings: Rule = ({ runs }) =>
  runs.flatMap((run): Finding[] => {
    if (run.problem === undefined) return [];
    const isFailing = run.problem.kind === 'fails';
    return [
      finding(isFailing ? 'JG082' : 'JG083', {
        object: objectOf(run),
        evidence: run.problem.text,
        why: isFailing
          ? 'the program ends with an error before it does anything'
          : 'what it does cannot be told from outside',
        next: isFailing
          ? 'correct its arguments; where an operator or a chart makes the job, correct them there'
          : `kubectl get cronjob ${run.job.name} -n ${run.job.namespace} -o yaml`,
      }),
    ];
  });

const isActive = ({ suspended }: Pick<JobRow, 'suspended'>): boolean => !suspended;

export const missedFindings: Rule = ({ jobs }) =>
  jobs
    .filter((job) => isActive(job) && (job.missedRuns ?? 0) > 0)
    .map(({ name, namespace, missedRuns = 0, lastRunAt = 'never', when }) =>
      finding('JG084', {
        object: `cronjobs/${name}`,
        evidence: `it runs ${when}; the last run was ${lastRunAt}, and ${missedRuns} since then did not happen`,
        why: 'the CronJob controller was away, its starting deadline passed, or an earlier run has not ended (concurrencyPolicy)',
        next: `kubectl describe cronjob ${name} -n ${namespace}`,
      }),
    );

/** Settings that read differently in two places, with the places. */
export const contradictionFindings: Rule = ({ settings }) =>
  settings
    .filter(({ agree, setting }) => !agree && setting !== 'max span age')
    .map(({ setting, places }) =>
      finding('JG085', {
        object: STORE,
        evidence: `${setting}: ${places.map(({ where, value }) => `${where} has ${value === undefined ? '<unknown>' : value === '' ? '<empty>' : value}`).join('; ')}`,
        why:
          setting === 'days kept'
            ? 'the shortest one deletes'
            : 'what one of them writes, another does not find: spans are missing, or stay for ever',
        next: 'give all of them the same value',
      }),
    );

/** Families that were left behind: by a change to aliases, of a prefix, or by another Jaeger. */
export const leftoverFindings: Rule = ({ indices, own, prefix, runs }) => {
  if (!runs.some(({ kind }) => kind === 'cleaner')) return [];
  const left = indices.filter(
    ({ fate, name }) =>
      'reason' in fate && fate.reason !== undefined && LEFT.has(fate.reason.code) && name.type !== 'archive',
  );
  // A cleaner that takes nothing at all is told by itself.
  if (left.length === 0 || left.length === own.length) return [];
  const isOther = left.every(({ name }) => name.prefix !== prefix);
  return [
    finding('JG087', {
      object: STORE,
      evidence: `${left.length} indices, such as ${namesOf(left)}: ${reasons(left)}`,
      why: isOther
        ? 'they belong to another Jaeger, or to a prefix of before: no job of this instance deletes them'
        : 'no job of this instance deletes them: they stay until somebody does',
      next: 'see whether anybody needs them; then DELETE them by name, or run the index cleaner once with the flags that take them',
    }),
  ];
};

const LEFT = new Set<ReasonCode>([
  'prefix',
  'ignored-prefix',
  'other-prefix',
  'separator',
  'needs-rollover-flag',
  'rollover-flag',
  'form',
  'closed',
  'hidden',
  'type',
]);

const reasons = (left: readonly JaegerIndex[]): string =>
  [...new Set(left.flatMap(({ fate }) => ('reason' in fate ? (fate.reason?.text ?? []) : [])))].slice(0, 2).join('; ');

export const archiveFindings: Rule = ({ indices }) => {
  const archived = indices.filter(
    ({ name, fate }) => name.type === 'archive' && fate.kind === 'never' && name.form !== 'alias-name',
  );
  if (archived.length === 0) return [];
  return [
    finding('JG088', {
      object: STORE,
      evidence: namesOf(archived),
      why: 'nothing deletes what was archived, which may be what is wanted; the operator never cleans archives',
      next: 'roll the archive over with es-rollover, ARCHIVE=true, and run the index cleaner with ARCHIVE=true',
    }),
  ];
};
