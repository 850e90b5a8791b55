import type { InstanceRoot } from '../jaeger/index.ts';

/** Whether spans are kept in what can be asked for its indices. */
export const isSearched = (type: InstanceRoot['storage']['type']): boolean =>
  type === 'elasticsearch' || type === 'opensearch';
