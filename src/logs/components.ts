import type { Component } from '../jaeger/index.ts';

/** What `--component` can name: where something is done by another one in a smaller instance, that one is meant, as in port-forward. */
const ROLES = {
  query: [['query'], ['all-in-one'], ['unknown']],
  collector: [['collector'], ['all-in-one']],
  ingester: [['ingester']],
  agent: [['agent'], ['all-in-one']],
  'all-in-one': [['all-in-one']],
  storage: [['storage']],
  cleaner: [['cleaner']],
  rollover: [['rollover', 'lookback']],
} as const satisfies Readonly<Record<string, readonly (readonly Component[])[]>>;

export type LoggedComponent = keyof typeof ROLES;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of a table that is written out above
export const LOGGED_COMPONENTS = Object.keys(ROLES) as LoggedComponent[];

/** Those of the components that are meant, of which there are `there`. */
export const meantBy = (name: LoggedComponent, there: readonly Component[]): readonly Component[] =>
  ROLES[name].find((roles: readonly Component[]) => roles.some((role) => there.includes(role))) ?? [];
