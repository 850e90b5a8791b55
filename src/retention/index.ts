export { INDEX_TYPES, SORTINGS, type IndexChoice, type Sorting } from './index-rows.ts';
export type { IndexType } from './index-names.ts';
export type { StoreChoice } from './choose-store.ts';
export { readRetention } from './read-retention.ts';
export { indexNames, renderRetention } from './retention-view.ts';
export { retentionRights } from './rights.ts';
