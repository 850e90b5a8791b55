import { parseDuration } from './durations.ts';

/** What one of the five fields takes. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** Written with a star: of the two fields for days, such a one leaves the choice to the other. */
  readonly isAny: boolean;
}

/** Times of the clock, or a distance between two runs, in milliseconds, whole seconds. */
export type CronExpression =
  { readonly kind: 'clock'; readonly fields: CronFields } | { readonly kind: 'every'; readonly delayMs: number };

export interface CronFields {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly day: CronField;
  readonly month: CronField;
  /** Sunday is 0, and never 7. */
  readonly weekday: CronField;
}

interface FieldBounds {
  readonly from: number;
  readonly to: number;
  /** Words for its numbers, the first one for `from`. */
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const MINUTE: FieldBounds = { from: 0, to: 59 };
const HOUR: FieldBounds = { from: 0, to: 23 };
const DAY: FieldBounds = { from: 1, to: 31 };
const MONTH: FieldBounds = { from: 1, to: 12, names: MONTHS };
const WEEKDAY: FieldBounds = { from: 0, to: 6, names: DAYS };

export const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const EVERY = '@every ';

/**
 * A CronJob's schedule; undefined for what is none (Kubernetes 1.36, robfig/cron 3.0.1 ParseStandard). It takes more than its documentation
 * says: empty items of a list, `+5`, anything after a star's dash. Time zones in it are refused by the API server.
 */
export function parseSchedule(text: string): CronExpression | undefined {
  if (text.includes('TZ')) return undefined;
  if (text.startsWith(EVERY)) return parseEvery(text.slice(EVERY.length));
  const fields = (DESCRIPTORS.get(text) ?? text).split(/\s+/).filter((field) => field !== '');
  const [minute, hour, day, month, weekday] = [MINUTE, HOUR, DAY, MONTH, WEEKDAY].map((bounds, index) =>
    parseField(fields[index], bounds),
  );
  if (fields.length !== 5 || !minute || !hour || !day || !month || !weekday) return undefined;
  return { kind: 'clock', fields: { minute, hour, day, month, weekday } };
}

function parseEvery(text: string): CronExpression | undefined {
  const ms = parseDuration(text);
  return ms === undefined ? undefined : { kind: 'every', delayMs: Math.max(1000, Math.floor(ms / 1000) * 1000) };
}

function parseField(text: string | undefined, bounds: FieldBounds): CronField | undefined {
  if (text === undefined) return undefined;
  const ranges = text
    .split(',')
    .filter((range) => range !== '')
    .map((range) => parseRange(range, bounds));
  if (!ranges.every((range) => range !== undefined)) return undefined;
  return {
    values: new Set(ranges.flatMap(({ values }) => [...values])),
    isAny: ranges.some(({ isAny }) => isAny),
  };
}

function parseRange(text: string, bounds: FieldBounds): CronField | undefined {
  const [range = '', stepText, ...more] = text.split('/');
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  const ends = parseEnds(range, bounds, stepText !== undefined);
  if (more.length > 0 || !step || ends === undefined) return undefined;
  const [first, last, isStar] = ends;
  if (first < bounds.from || last > bounds.to || first > last) return undefined;
  const values = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
  return { values: new Set(values), isAny: isStar && step === 1 };
}

/** The first and the last, and whether a star said so. `5/15` goes on to the end. */
function parseEnds(range: string, bounds: FieldBounds, hasStep: boolean): [number, number, boolean] | undefined {
  const [low = '', high, ...more] = range.split('-');
  if (low === '*' || low === '?') return [bounds.from, bounds.to, true];
  const first = parseName(low, bounds);
  const last = high === undefined ? (hasStep ? bounds.to : first) : parseName(high, bounds);
  return more.length > 0 || first === undefined || last === undefined ? undefined : [first, last, false];
}

function parseName(text: string, { from, names = [] }: FieldBounds): number | undefined {
  const position = names.indexOf(text.toLowerCase());
  return position === -1 ? parseNumber(text) : position + from;
}

const parseNumber = (text: string): number | undefined => (/^\+?\d{1,18}$/.test(text) ? Number(text) : undefined);

/** The one day of the week that a field names. */
export const weekdayOf = (text: string): number | undefined => {
  const { values } = parseField(text, WEEKDAY) ?? {};
  return values?.size === 1 ? [...values][0] : undefined;
};
