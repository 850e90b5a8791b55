import assert from 'node:assert/strict';
import { nextRunOf } from '../../../src/retention/cron-times.ts';
import type { JobTimes } from '../../../src/retention/runs.ts';
import { firstRuns } from '../../support/first-runs.ts';

const job = (schedule: string, times: Partial<JobTimes> = {}): JobTimes => ({
  namespace: 'n',
  name: 'j',
  schedule,
  isSuspended: false,
  ...times,
});

function runs(times: JobTimes, after: string, count: number): string[] {
  const next = nextRunOf(times);
  assert.ok(typeof next === 'function', String(next));
  return firstRuns(next, Date.parse(after), count).map((ms) => new Date(ms).toISOString().slice(0, 16));
}

/** All compared with robfig/cron by `npm run prove -- go-rules`, which tries thousands more. */
describe('the runs of a CronJob', () => {
  for (const [schedule, zone, after, expected] of [
    ['55 23 * * *', undefined, '2026-11-23T21:00:00Z', ['2026-11-23T23:55', '2026-11-24T23:55']],
    ['55 23 * * *', undefined, '2026-11-23T23:55:00Z', ['2026-11-24T23:55']],
    ['55 23 * * *', undefined, '2026-11-23T23:54:59.999Z', ['2026-11-23T23:55']],
    ['0 0 29 2 *', undefined, '2026-11-23T00:00:00Z', ['2028-02-29T00:00']],
    // Both fields for days: either does. With a star in one: both.
    ['0 0 1 * 1', undefined, '2026-11-28T00:00:00Z', ['2026-11-30T00:00', '2026-12-01T00:00']],
    ['0 0 */1 * 1', undefined, '2026-11-28T00:00:00Z', ['2026-11-30T00:00', '2026-12-07T00:00']],
    ['0 0 */2 * 1', undefined, '2026-11-28T00:00:00Z', ['2026-11-29T00:00', '2026-11-30T00:00']],
    ['0 3 * * *', 'Europe/Berlin', '2026-11-23T00:00:00Z', ['2026-11-23T02:00']],
    // An hour that is skipped has no run that day, one that is doubled has two.
    ['30 2 * * *', 'Europe/Berlin', '2027-03-27T12:00:00Z', ['2027-03-29T00:30']],
    [
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30', '2026-10-25T01:30', '2026-10-26T01:30'],
    ],
    ['@every 90s', undefined, '2026-11-23T00:00:10.500Z', ['2026-11-23T00:01', '2026-11-23T00:03']],
  ] as const)
    it(`${schedule} ${zone ?? ''} after ${after}`, () => {
      const times = job(schedule, zone === undefined ? {} : { timeZone: zone });
      assert.deepEqual(runs(times, after, expected.length), expected);
    });

  it('count from when it was last due, with @every', () => {
    const times = job('@every 1h', { anchorMs: Date.parse('2026-11-23T00:20:00Z') });
    assert.deepEqual(runs(times, '2026-11-23T05:00:00Z', 2), ['2026-11-23T05:20', '2026-11-23T06:20']);
  });

  it('end where there is no such date', () => {
    assert.deepEqual(runs(job('0 0 31 2 *'), '2026-11-23T00:00:00Z', 1), []);
  });

  it('are none of what is no schedule, and in no zone that there is not', () => {
    assert.equal(nextRunOf(job('daily')), 'schedule');
    assert.equal(nextRunOf(job('TZ=UTC 0 0 * * *')), 'schedule');
    for (const timeZone of ['Europe/Atlantis', '+01:00', 'Local', ''])
      assert.equal(nextRunOf(job('@daily', { timeZone })), 'time-zone', timeZone);
  });
});
