import type { JobRow } from '../jaeger/index.ts';
import { formatAge, renderColumns, type Tone, type ViewOptions } from '../terminal/index.ts';
import { ageColumn, nameColumn } from './columns-view.ts';
import type { InstanceStatus } from './report.ts';

const TONES: Readonly<Record<JobRow['state'], Tone>> = {
  Complete: 'good',
  Failed: 'bad',
  Running: 'plain',
  Pending: 'warning',
  Suspended: 'warning',
  Waiting: 'plain',
  Unknown: 'warning',
};

/** A Job that no CronJob made has no schedule. */
export function renderJobs(instance: InstanceStatus, options: ViewOptions): string {
  const ago = (time: string | undefined): string => (time === undefined ? '<none>' : formatAge(time, options.now));
  return renderColumns(
    instance.jobs,
    [
      nameColumn(instance),
      ['SCHEDULE', ({ schedule = '<none>' }) => schedule],
      ['SUSPEND', ({ suspended }) => (suspended ? { text: 'True', tone: 'warning' } : 'False')],
      ['ACTIVE', ({ active }) => String(active)],
      ['LAST RUN', ({ lastRunAt }) => ago(lastRunAt)],
      ['LAST SUCCESS', ({ lastSuccessAt }) => ago(lastSuccessAt)],
      ['STATE', ({ state }) => ({ text: state, tone: TONES[state] })],
      ageColumn(options),
    ],
    [['TIMEZONE', ({ timeZone = '<none>' }) => timeZone]],
    options,
  );
}
