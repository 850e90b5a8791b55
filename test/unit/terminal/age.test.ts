import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { formatAge } from '../../../src/terminal/index.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const ageOf = (seconds: number): string => formatAge(new Date(NOW.getTime() - seconds * 1000).toISOString(), NOW);

describe('formatAge', () => {
  for (const [seconds, expected] of [
    [-2, '<invalid>'],
    [-1, '0s'],
    [0, '0s'],
    [70, '70s'],
    [119, '119s'],
    [120, '2m'],
    [190, '3m10s'],
    [10 * MINUTE - 1, '9m59s'],
    [10 * MINUTE, '10m'],
    [179 * MINUTE + 59, '179m'],
    [3 * HOUR, '3h'],
    [3 * HOUR + 20 * MINUTE, '3h20m'],
    [8 * HOUR - 1, '7h59m'],
    [8 * HOUR, '8h'],
    [47 * HOUR, '47h'],
    [2 * DAY, '2d'],
    [49 * HOUR, '2d1h'],
    [8 * DAY - 1, '7d23h'],
    [8 * DAY, '8d'],
    [367 * DAY, '367d'],
    [2 * YEAR, '2y'],
    [2 * YEAR + DAY, '2y1d'],
    [8 * YEAR - 1, '7y364d'],
    [8 * YEAR, '8y'],
    [20 * YEAR, '20y'],
  ] as const) {
    it(`shows ${seconds} s as ${expected}`, () => {
      assert.equal(ageOf(seconds), expected);
    });
  }

  it('does not know the age of what has no date, or none that can be read', () => {
    assert.equal(formatAge(undefined, NOW), '<unknown>');
    assert.equal(formatAge('yesterday', NOW), '<unknown>');
  });

  it('never grows shorter with time, and never says more than has passed', () => {
    const units: Readonly<Record<string, number>> = { s: 1, m: MINUTE, h: HOUR, d: DAY, y: YEAR };
    const secondsOf = (age: string): number =>
      [...age.matchAll(/(\d+)([smhdy])/g)].reduce(
        (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? NaN),
        0,
      );
    fc.assert(
      fc.property(fc.nat(30 * YEAR), fc.nat(DAY), (seconds, more) => {
        const age = ageOf(seconds);
        assert.match(age, /^(\d+[smhdy]){1,2}$/);
        const said = secondsOf(age);
        // What is left out is less than a tenth, but for the one unit shown of 10 minutes, 3 hours, 8 hours, 8 days.
        assert.ok(said <= seconds && seconds - said <= seconds / 8, `${age} for ${seconds} s`);
        assert.ok(secondsOf(ageOf(seconds + more)) >= said);
      }),
    );
  });
});
