import type { InstanceRequest, InstanceWithJobs, Logs, ReportError, WithJobs } from '../jaeger/index.ts';
import type { StoreChoice } from './choose-store.ts';
import type { IndexChoice } from './index-rows.ts';
import type { StoreVia } from './open-store.ts';
import type { StoreSnapshot } from './read-store.ts';
import type { RetentionJob } from './report.ts';
import type { JobRun } from './runs.ts';

export interface RetentionRequest extends InstanceRequest {
  readonly store: StoreChoice;
  readonly indices: IndexChoice;
  /** What keeping so many days would come to. */
  readonly days: number | undefined;
}

/** Everything that is known without the store. */
export interface Known {
  readonly chosen: InstanceWithJobs;
  readonly runs: readonly JobRun[];
  readonly jobs: readonly RetentionJob[];
  readonly logs: Logs;
  readonly withJobs: WithJobs;
  readonly errors: readonly ReportError[];
}

export interface Asked {
  readonly store: StoreSnapshot;
  readonly via: StoreVia;
}
