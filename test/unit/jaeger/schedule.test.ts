import assert from 'node:assert/strict';
import { isSchedule, scheduleInWords } from '../../../src/jaeger/schedule.ts';

describe('isSchedule', () => {
  it('takes what a CronJob takes', () => {
    for (const schedule of [
      '55 23 * * *',
      '*/30 * * * *',
      '0 0 1,15 * *',
      '0-30/5 8-18 * jan-MAR Mon-fri',
      '5/15 * ? * ?',
      '  0   0 * * 0 ',
      '@daily',
      '@every 1h30m',
      // Odd, and taken none the less.
      '1,,2 * * * *',
      '+5 * * * *',
      '*-9 * * * *',
      '@every -5s',
    ])
      assert.ok(isSchedule(schedule), schedule);
  });

  it('takes nothing else', () => {
    for (const schedule of [
      '',
      'daily',
      '@never',
      '@every 1d',
      '55 23 * *',
      '0 55 23 * * *',
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * * 13 *',
      '* * * * 7',
      '*/0 * * * *',
      '30-10 * * * *',
      'TZ=UTC 0 0 * * *',
      '* * * foo *',
      '1-2-3 * * * *',
    ])
      assert.ok(!isSchedule(schedule), schedule);
  });
});

describe('scheduleInWords', () => {
  for (const [schedule, words] of [
    ['55 23 * * *', 'every day at 23:55 UTC'],
    ['5 7 * * *', 'every day at 07:05 UTC'],
    ['0 6,18 * * *', 'every day at 06:00 and 18:00 UTC'],
    ['*/30 * * * *', 'every 30 minutes'],
    ['*/1 * * * *', 'every minute'],
    ['* * * * *', 'every minute'],
    ['5 * * * *', 'every hour at minute 5'],
    ['0 */6 * * *', 'every 6 hours at minute 0'],
    ['0 3 * * Sun', 'every Sunday at 03:00 UTC'],
    ['0 3 * * 1', 'every Monday at 03:00 UTC'],
    ['0 0 1 * *', 'on day 1 of every month at 00:00 UTC'],
    ['@daily', 'every day at 00:00 UTC'],
    ['@weekly', 'every Sunday at 00:00 UTC'],
    ['@every 1h30m', 'every 1h30m'],
    // What would be long or uneven stays what it is.
    ['*/7 * * * *', '*/7 * * * *'],
    ['0 0 1 1 *', '0 0 1 1 *'],
    ['0 0 13 * 5', '0 0 13 * 5'],
    ['nonsense', 'nonsense'],
  ] as const)
    it(`says ${words} for ${schedule}`, () => {
      assert.equal(scheduleInWords(schedule), words);
    });
});
