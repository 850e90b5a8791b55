import { parseSchedule, type CronFields } from '../jaeger/index.ts';
import type { JobTimes } from './runs.ts';
import { clockAt, instantOf, UTC, zoneOf, type Zone } from './zone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const YEARS_AHEAD = 5;

/** The first time after an instant; undefined when there is none within five years. Milliseconds since 1970. */
export type NextRun = (afterMs: number) => number | undefined;

/** Why a CronJob is never due. */
export type ScheduleFault = 'schedule' | 'time-zone';

/** When a CronJob is due, its suspension aside (Kubernetes 1.36); left out, its time zone is UTC. */
export function nextRunOf({ schedule, timeZone, anchorMs }: JobTimes): NextRun | ScheduleFault {
  const expression = parseSchedule(schedule);
  const zone = timeZone === undefined ? UTC : zoneOf(timeZone);
  if (expression === undefined) return 'schedule';
  if (zone === undefined) return 'time-zone';
  if (expression.kind === 'every') return everyFrom(expression.delayMs, anchorMs);
  return (afterMs) => nextByClock(expression.fields, zone, afterMs);
}

/** Due times after an instant, in their order. */
export function* nextRuns(next: NextRun, afterMs: number): Generator<number, void> {
  for (let due = next(afterMs); due !== undefined; due = next(due)) yield due;
}

/** Kubernetes counts from the last time that it was due, or from the CronJob's creation. */
function everyFrom(delayMs: number, anchorMs: number | undefined): NextRun {
  return (afterMs) => {
    const from = Math.floor((anchorMs ?? afterMs) / SECOND) * SECOND;
    return from + delayMs * Math.max(1, Math.floor((afterMs - from) / delayMs) + 1);
  };
}

/**
 * Field by field from the month on, each one moved until it fits, and again from the month on when one above it has turned. Where clocks are
 * moved, this decides which runs are left out or doubled (robfig/cron 3.0.1, SpecSchedule.Next).
 */
function nextByClock(fields: CronFields, zone: Zone, afterMs: number): number | undefined {
  const at = (ms: number): Date => clockAt(zone, ms);
  const first = Math.floor(afterMs / SECOND) * SECOND + SECOND;
  const lastYear = at(first).getUTCFullYear() + YEARS_AHEAD;
  let hand: Hand = { ms: first, isMoved: false };
  while (at(hand.ms).getUTCFullYear() <= lastYear) {
    const turned = STEPS.some((step) => {
      const { hasTurned, ...moved } = step(fields, zone, hand);
      hand = moved;
      return hasTurned;
    });
    if (!turned) return hand.ms;
  }
  return undefined;
}

/** Where the search stands. Once it has moved, the smaller parts of the time are at their beginning. */
interface Hand {
  readonly ms: number;
  readonly isMoved: boolean;
}

interface Moved extends Hand {
  readonly hasTurned: boolean;
}

interface Step {
  /** Whether the clock fits. */
  readonly fits: (fields: CronFields, clock: Date) => boolean;
  /** The beginning of the part of the time in which the hand is. */
  readonly start: (zone: Zone, ms: number) => number;
  readonly next: (zone: Zone, ms: number) => number;
  /** Whether a greater part of the time has changed. */
  readonly turns: (clock: Date) => boolean;
}

const stepper =
  ({ fits, start, next, turns }: Step) =>
  (fields: CronFields, zone: Zone, hand: Hand): Moved => {
    let { ms, isMoved } = hand;
    while (!fits(fields, clockAt(zone, ms))) {
      ms = next(zone, isMoved ? ms : start(zone, ms));
      isMoved = true;
      if (turns(clockAt(zone, ms))) return { ms, isMoved, hasTurned: true };
    }
    return { ms, isMoved, hasTurned: false };
  };

/** The same time of the clock some months or days later, as Go normalises it. */
function later(zone: Zone, ms: number, months: number, days: number): number {
  const clock = clockAt(zone, ms);
  const [year, month, day] = [clock.getUTCFullYear(), clock.getUTCMonth() + months, clock.getUTCDate() + days];
  return instantOf(zone, Date.UTC(year, month, day, clock.getUTCHours(), clock.getUTCMinutes(), clock.getUTCSeconds()));
}

function startOf(zone: Zone, ms: number, part: 'month' | 'day' | 'hour'): number {
  const clock = clockAt(zone, ms);
  const day = part === 'month' ? 1 : clock.getUTCDate();
  const hour = part === 'hour' ? clock.getUTCHours() : 0;
  return instantOf(zone, Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), day, hour));
}

/** Midnight may not be there on the day that clocks are moved: then what follows it, or what goes before. */
function nextDay(zone: Zone, ms: number): number {
  const next = later(zone, ms, 0, 1);
  const hour = clockAt(zone, next).getUTCHours();
  return next + (hour > 12 ? 24 - hour : -hour) * HOUR;
}

const STEPS = [
  stepper({
    fits: ({ month }, clock) => month.values.has(clock.getUTCMonth() + 1),
    start: (zone, ms) => startOf(zone, ms, 'month'),
    next: (zone, ms) => later(zone, ms, 1, 0),
    turns: (clock) => clock.getUTCMonth() === 0,
  }),
  stepper({
    fits: dayFits,
    start: (zone, ms) => startOf(zone, ms, 'day'),
    next: nextDay,
    turns: (clock) => clock.getUTCDate() === 1,
  }),
  stepper({
    fits: ({ hour }, clock) => hour.values.has(clock.getUTCHours()),
    start: (zone, ms) => startOf(zone, ms, 'hour'),
    next: (_zone, ms) => ms + HOUR,
    turns: (clock) => clock.getUTCHours() === 0,
  }),
  stepper({
    fits: ({ minute }, clock) => minute.values.has(clock.getUTCMinutes()),
    start: (_zone, ms) => Math.floor(ms / MINUTE) * MINUTE,
    next: (_zone, ms) => ms + MINUTE,
    turns: (clock) => clock.getUTCMinutes() === 0,
  }),
  stepper({
    fits: (_fields, clock) => clock.getUTCSeconds() === 0,
    start: (_zone, ms) => ms,
    next: (_zone, ms) => Math.ceil((ms + 1) / MINUTE) * MINUTE,
    turns: () => true,
  }),
];

function dayFits({ day, weekday }: CronFields, clock: Date): boolean {
  const [byDate, byName] = [day.values.has(clock.getUTCDate()), weekday.values.has(clock.getUTCDay())];
  return day.isAny || weekday.isAny ? byDate && byName : byDate || byName;
}
