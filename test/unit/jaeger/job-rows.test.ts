import assert from 'node:assert/strict';
import type { CronJob, Job } from '../../../src/kubernetes/types.ts';
import { jobRows } from '../../../src/jaeger/jobs/job-rows.ts';
import { object } from '../../support/objects.ts';

const at = (minute: number): string => `2026-11-23T12:${String(minute).padStart(2, '0')}:00Z`;

const cronJob = (status: CronJob['status'] = {}, spec: CronJob['spec'] = {}): CronJob => ({
  ...object('cleaner'),
  spec: { schedule: '55 23 * * *', ...spec },
  status,
});

const job = (name: string, status: NonNullable<Job['status']>, owner: CronJob | 'nobody' = cronJob()): Job => ({
  ...object(name, owner === 'nobody' ? {} : { owner }),
  status,
});

const ended = (type: 'Complete' | 'Failed', start: number): NonNullable<Job['status']> => ({
  startTime: at(start),
  ...(type === 'Complete' ? { completionTime: at(start + 1) } : {}),
  conditions: [
    { type: type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget', status: 'True' },
    { type, status: 'True' },
  ],
});

const running = (start: number): NonNullable<Job['status']> => ({ startTime: at(start), active: 1 });

const rows = (cronJobs: readonly CronJob[], jobs: readonly Job[]): ReturnType<typeof jobRows> => {
  const member = <T>(one: T): { object: T; component: 'cleaner'; because: string } => ({
    object: one,
    component: 'cleaner',
    because: 'test',
  });
  return jobRows({ cronJobs: cronJobs.map(member), jobs: jobs.map(member) });
};

describe('the row of a CronJob', () => {
  const rowOf = (one: CronJob, jobs: readonly Job[] = []): unknown[] => {
    const [row, ...others] = rows([one], jobs);
    assert.deepEqual(others, []);
    return [row?.state, row?.active, row?.lastRunAt, row?.lastSuccessAt];
  };
  const scheduled = { lastScheduleTime: at(30) };

  for (const [what, actual, expected] of [
    ['has never run', rowOf(cronJob()), ['Waiting', 0, undefined, undefined]],
    ['has never run and shall not', rowOf(cronJob({}, { suspend: true })), ['Suspended', 0, undefined, undefined]],
    [
      'runs for the first time',
      rowOf(cronJob({ ...scheduled, active: [{}] }), [job('a', running(30))]),
      ['Running', 1, at(30), undefined],
    ],
    [
      'runs again after a failure',
      rowOf(cronJob({ ...scheduled, active: [{}] }), [job('a', ended('Failed', 10)), job('b', running(30))]),
      ['Failed', 1, at(30), undefined],
    ],
    [
      'has succeeded',
      rowOf(cronJob({ ...scheduled, lastSuccessfulTime: at(31) }), [job('a', ended('Complete', 30))]),
      ['Complete', 0, at(30), at(31)],
    ],
    [
      'has failed after it had succeeded, in whichever order they are listed',
      rowOf(cronJob({ ...scheduled, lastSuccessfulTime: at(11) }), [
        job('b', ended('Failed', 30)),
        job('a', ended('Complete', 10)),
      ]),
      ['Failed', 0, at(30), at(11)],
    ],
    ['was started by hand', rowOf(cronJob(), [job('by-hand', ended('Complete', 40))]), ['Complete', 0, at(40), at(41)]],
    [
      'runs by hand, which its status does not say',
      rowOf(cronJob(), [job('by-hand', running(40))]),
      ['Running', 1, at(40), undefined],
    ],
    [
      'has succeeded, and its Job is gone',
      rowOf(cronJob({ ...scheduled, lastSuccessfulTime: at(31) })),
      ['Complete', 0, at(30), at(31)],
    ],
    [
      'has run, and nothing tells how it ended',
      rowOf(cronJob({ ...scheduled, lastSuccessfulTime: at(11) })),
      ['Unknown', 0, at(30), at(11)],
    ],
  ] as const)
    it(`says that it ${what}`, () => {
      assert.deepEqual(actual, expected);
    });

  it('has the schedule and where it is meant', () => {
    const [row] = rows([cronJob({}, { timeZone: 'Etc/UTC', suspend: true })], []);
    assert.deepEqual(
      [row?.kind, row?.namespace, row?.schedule, row?.timeZone, row?.suspended],
      ['CronJob', 'ns', '55 23 * * *', 'Etc/UTC', true],
    );
  });
});

describe('the row of a Job', () => {
  for (const [state, status] of [
    ['Complete', ended('Complete', 1)],
    ['Failed', ended('Failed', 1)],
    ['Running', running(1)],
    ['Pending', {}],
    ['Suspended', { conditions: [{ type: 'Suspended', status: 'True' }] }],
    // On its way to fail; its Pods have not all ended.
    ['Running', { ...running(1), conditions: [{ type: 'FailureTarget', status: 'True' }] }],
  ] as const)
    it(`says ${state}`, () => {
      const [row] = rows([], [job('init', status, 'nobody')]);
      assert.deepEqual([row?.kind, row?.schedule, row?.state], ['Job', undefined, state]);
    });

  it('stands behind the CronJobs, and only where none of them made the Job', () => {
    const names = rows([cronJob()], [job('init', ended('Complete', 1), 'nobody'), job('run', running(2))]);
    assert.deepEqual(
      names.map(({ kind, name }) => `${kind} ${name}`),
      ['CronJob cleaner', 'Job init'],
    );
  });

  it('is shown for one of a CronJob that could not be read', () => {
    assert.deepEqual(
      rows([], [job('run', running(2))]).map(({ name }) => name),
      ['run'],
    );
  });
});
