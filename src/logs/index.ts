export { LOGGED_COMPONENTS } from './components.ts';
export { followLogs } from './follow-logs.ts';
export { logRenderer, renderLogEvent } from './logs-view.ts';
export { readLogs } from './read-logs.ts';
export { logRights } from './rights.ts';
