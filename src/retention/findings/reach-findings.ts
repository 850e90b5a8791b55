import { finding, parseDuration, type Finding } from '../../jaeger/index.ts';
import { DAY_MS } from '../day-rates.ts';
import type { LookbackRun } from '../runs.ts';
import { objectOf } from './job-findings.ts';
import { changeIt, STORE, type RetentionSubject, type Rule } from './subject.ts';

/** Without aliases a trace is looked for by its id no further back than this: 72 hours when nothing is said (Jaeger 1.76, 2.13). */
const USUAL_SPAN_AGE = '72h';

/** With aliases it is lookback that ends it: what it takes out of the read alias is not found at all. */
export const reachFindings: Rule = (subject) => {
  const { runs, usesAliases, root } = subject;
  const days = runs.flatMap((run) =>
    run.kind === 'cleaner' && run.settings?.isArchive === false ? run.settings.days : [],
  );
  const kept = Math.min(...days);
  const reach = days.length === 0 ? undefined : usesAliases ? reachOfLookback(subject, kept) : reachById(subject, kept);
  if (reach === undefined) return [];
  return [
    finding('JG086', {
      object: root.jaeger === undefined ? STORE : `jaegers/${root.name}`,
      evidence: `spans are kept for ${kept} days, and ${reach.evidence}`,
      why: reach.why,
      next: reach.next,
    }),
  ];
};

type Reach = Pick<Finding, 'evidence' | 'why' | 'next'>;

function reachById(subject: RetentionSubject, kept: number): Reach | undefined {
  const row = subject.settings.find(({ setting }) => setting === 'max span age');
  const query = row?.places.find(({ where }) => /^(query|all-in-one)/.test(where));
  const text = query?.value ?? USUAL_SPAN_AGE;
  const ageMs = parseDuration(text);
  if (ageMs === undefined || ageMs >= (kept - 1) * DAY_MS) return undefined;
  return {
    evidence: `es.max-span-age is ${text}${query === undefined || query.isDefault ? ' by default' : ''}`,
    why: 'a trace that is older is found by a search with its own times and not by its id: links to it answer 404',
    next: changeIt(subject, `keep fewer days, or set es.max-span-age (max_span_age) to ${kept * 24}h`),
  };
}

const UNIT_MS: Readonly<Record<string, number>> = {
  minutes: 60_000,
  hours: 3_600_000,
  days: DAY_MS,
  weeks: 7 * DAY_MS,
  months: 30 * DAY_MS,
  years: 365 * DAY_MS,
};

function reachOfLookback({ runs, root }: RetentionSubject, kept: number): Reach | undefined {
  const hiding = runs.flatMap((run) =>
    run.kind === 'lookback' && run.settings?.isArchive === false && run.problem === undefined ? run : [],
  );
  const [soonest] = hiding.toSorted((one, other) => reachMs(one) - reachMs(other));
  if (soonest === undefined || reachMs(soonest) >= (kept - 1) * DAY_MS) return undefined;
  const { count = 0, unit = '' } = soonest.settings ?? {};
  return {
    evidence: `${objectOf(soonest)} hides them after ${count} ${unit}`,
    why: 'what is hidden is not found any more by anybody, and takes its room all the same',
    next:
      root.jaeger === undefined
        ? `keep fewer days, or set UNIT=days UNIT_COUNT=${kept} for lookback`
        : `keep fewer days, or set storage.esRollover.readTTL to ${kept * 24}h: kubectl edit jaeger ${root.name} -n ${root.namespace}`,
  };
}

const reachMs = ({ settings }: LookbackRun): number => (settings?.count ?? 0) * (UNIT_MS[settings?.unit ?? ''] ?? 1000);
