import type { Deleted, Fate, NeverDeleted, UnknownFate, Written } from './fate.ts';
import type { FateReport } from './report.ts';
import { rfc3339 } from './times.ts';

/** To the minute: no CronJob is more exact. */
const minute = (ms: number): string => rfc3339(ms)?.replace(/:\d\dZ$/, 'Z') ?? 'after all calendars';

type Entries = Partial<Record<'at' | 'orAt' | 'hiddenAt' | 'hiddenSince' | 'rollsOverAt', number | undefined>>;

/** Only what is known. */
const times = (entries: Entries): Partial<FateReport> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, ms]) => {
      const text = ms === undefined ? undefined : rfc3339(ms);
      return text === undefined ? [] : [[key, text]];
    }),
  );

/** A fate for people and for programs. */
export function fateReport(fate: Fate): FateReport {
  if (fate.kind === 'hidden') {
    const after = fateReport(fate.after);
    const since = fate.sinceMs === undefined ? 'hidden' : `hidden since ${minute(fate.sinceMs)}`;
    return { ...after, ...times({ hiddenSince: fate.sinceMs }), state: 'hidden', text: `${since}; ${after.text}` };
  }
  if (fate.kind === 'written') return written(fate);
  if (fate.kind === 'never' || fate.kind === 'unknown') return withReason(fate);
  return deleted(fate);
}

function deleted({ kind, atMs, orAtMs, by, hiddenAtMs }: Deleted): FateReport {
  const when = orAtMs === undefined ? minute(atMs) : `${minute(atMs)} or, by the other rule, ${minute(orAtMs)}`;
  const hidden = hiddenAtMs === undefined ? '' : `hidden at ${minute(hiddenAtMs)}; `;
  return {
    state: kind,
    ...times({ at: atMs, orAt: orAtMs, hiddenAt: hiddenAtMs }),
    by,
    text: `${hidden}${kind === 'deleted' ? 'deleted at' : 'kept until'} ${when}`,
  };
}

function written({ rollsOverAtMs, condition, by, deletedAtMs, reason, staysBecause }: Written): FateReport {
  const next = condition === undefined ? '' : ` by ${condition}`;
  const over =
    rollsOverAtMs === undefined
      ? `kept until it is rolled over${next}`
      : `rolled over at ${minute(rollsOverAtMs)}${next}`;
  const stays = staysBecause === undefined ? '' : `, then never deleted: ${staysBecause.text}`;
  const then = deletedAtMs === undefined ? stays : `, deleted at ${minute(deletedAtMs)}`;
  const why = reason ?? staysBecause;
  return {
    state: 'written',
    ...times({ at: deletedAtMs, rollsOverAt: rollsOverAtMs }),
    ...(condition !== undefined && { rollsOverBy: condition }),
    ...(by && { by }),
    ...(why && { reason: why }),
    text: reason === undefined ? `written to; ${over}${then}` : `written to; never rolled over: ${reason.text}`,
  };
}

const withReason = ({ kind, reason, ...rest }: NeverDeleted | UnknownFate): FateReport => {
  const hiddenAtMs = 'hiddenAtMs' in rest ? rest.hiddenAtMs : undefined;
  const hidden = hiddenAtMs === undefined ? '' : `hidden at ${minute(hiddenAtMs)}; `;
  return {
    state: kind,
    ...times({ hiddenAt: hiddenAtMs }),
    reason,
    text: `${hidden}${kind === 'never' ? 'never deleted' : 'unknown'}: ${reason.text}`,
  };
};
