import { DESCRIPTORS, parseSchedule, weekdayOf } from './cron-expression.ts';

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Whether a CronJob takes it. */
export const isSchedule = (text: string): boolean => parseSchedule(text) !== undefined;

/** A schedule as one says it, in the controller's time zone, which is UTC nearly everywhere; the expression itself where that would be long. */
export function scheduleInWords(schedule: string): string {
  if (!isSchedule(schedule)) return schedule;
  if (schedule.startsWith('@every ')) return schedule.slice(1);
  const fields = (DESCRIPTORS.get(schedule) ?? schedule).trim().replaceAll('?', '*').split(/\s+/);
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
  const number = weekdayOf(weekday);
  return day === '*' && number !== undefined ? `every ${DAY_NAMES[number]}` : undefined;
}
