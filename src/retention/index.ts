export { fatesOf, type FateFacts } from './fates.ts';
export type {
  Actor,
  Deleted,
  Fate,
  Hidden,
  KnownIndex,
  NeverDeleted,
  Reason,
  ReasonCode,
  UnknownFate,
  Written,
} from './fate.ts';
export { nameOf, type IndexForm, type IndexName, type IndexType } from './index-names.ts';
export { readJob } from './read-job.ts';
