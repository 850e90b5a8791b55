export { namesOf } from './names.ts';
export { nothingListed, renderList } from './list-view.ts';
export { readList } from './read-list.ts';
export { readStatus } from './read-status.ts';
export { clientVersion, readVersion } from './read-version.ts';
export { listRights, statusRights, versionRights } from './rights.ts';
export { renderStatus } from './status-view.ts';
export type { VersionReport } from './version-report.ts';
export { renderVersion } from './version-view.ts';
