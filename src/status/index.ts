export { readStatus } from './read-status.ts';
export { renderStatus } from './status-view.ts';
