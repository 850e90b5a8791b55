import { parseDuration } from './durations.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface FieldBounds {
  readonly from: number;
  readonly to: number;
  /** Words for its numbers, the first one for `from`. */
  readonly names?: readonly string[];
}

/** Minute, hour, day of the month, month, day of the week, of which Sunday is 0 and never 7. */
const FIELDS: readonly FieldBounds[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12, names: MONTHS },
  { from: 0, to: 6, names: DAYS },
];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Whether a CronJob takes it (Kubernetes 1.36, robfig/cron 3.0.1 ParseStandard; time zones in it are refused). */
export function isSchedule(text: string): boolean {
  if (text.startsWith('@every ')) return (parseDuration(text.slice('@every '.length)) ?? -1) >= 0;
  const fields = (DESCRIPTORS[text] ?? text).trim().split(/\s+/);
  return fields.length === FIELDS.length && FIELDS.every((bounds, index) => isField(fields[index] ?? '', bounds));
}

const isField = (field: string, bounds: FieldBounds): boolean =>
  field.split(',').every((part) => isRange(part, bounds)) && field !== '';

function isRange(part: string, bounds: FieldBounds): boolean {
  const [, any, low = '', high, step] = /^(?:([*?])|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part) ?? [];
  if (step !== undefined && Number(step) === 0) return false;
  if (any !== undefined) return true;
  const [first, last] = [low, high ?? low].map((text) => numberOf(text, bounds));
  return first !== undefined && last !== undefined && first <= last;
}

function numberOf(text: string, { from, to, names = [] }: FieldBounds): number | undefined {
  const position = names.indexOf(text.toLowerCase());
  const number = position === -1 ? (/^\d+$/.test(text) ? Number(text) : undefined) : position + from;
  return number !== undefined && number >= from && number <= to ? number : undefined;
}

/** A schedule as one says it, in the controller's time zone, which is UTC nearly everywhere; the expression itself where that would be long. */
export function scheduleInWords(schedule: string): string {
  if (!isSchedule(schedule)) return schedule;
  if (schedule.startsWith('@every ')) return schedule.slice(1);
  const fields = (DESCRIPTORS[schedule] ?? schedule).trim().replaceAll('?', '*').split(/\s+/);
  return wordsOf(fields) ?? schedule;
}

function wordsOf([minute = '', hour = '', ...dates]: readonly string[]): string | undefined {
  const isDaily = dates.every((field) => field === '*');
  if (isDaily && hour === '*') return everyFew(minute, 'minute', 60) ?? hourly(minute);
  const hours = everyFew(hour, 'hour', 24);
  if (hours !== undefined) return isDaily && isNumber(minute) ? `${hours} at minute ${Number(minute)}` : undefined;
  const times = timesOf(hour, minute);
  const days = daysOf(dates);
  return times === undefined || days === undefined ? undefined : `${days} at ${times} UTC`;
}

const isNumber = (field: string): boolean => /^\d+$/.test(field);

/** Steps that do not divide the hour or the day are uneven at its end. */
function everyFew(field: string, unit: string, most: number): string | undefined {
  if (field === '*') return `every ${unit}`;
  const [, step] = /^\*\/(\d+)$/.exec(field) ?? [];
  if (step === undefined || most % Number(step) !== 0) return undefined;
  return Number(step) === 1 ? `every ${unit}` : `every ${Number(step)} ${unit}s`;
}

const hourly = (minute: string): string | undefined =>
  isNumber(minute) ? `every hour at minute ${Number(minute)}` : undefined;

function timesOf(hour: string, minute: string): string | undefined {
  if (!isNumber(minute) || !/^\d+(,\d+)*$/.test(hour)) return undefined;
  return hour
    .split(',')
    .map((one) => `${one.padStart(2, '0')}:${minute.padStart(2, '0')}`)
    .join(' and ');
}

function daysOf([day = '', month, weekday = '']: readonly string[]): string | undefined {
  if (month !== '*') return undefined;
  if (weekday === '*') return day === '*' ? 'every day' : isNumber(day) ? `on day ${day} of every month` : undefined;
  const number = numberOf(weekday, { from: 0, to: 6, names: DAYS });
  return day === '*' && number !== undefined ? `every ${DAY_NAMES[number]}` : undefined;
}
