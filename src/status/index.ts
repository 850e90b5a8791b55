export { readStatus } from './read-status.ts';
export { renderStatus } from './status-view.ts';
export type { InstanceStatus, StatusReport } from './report.ts';
