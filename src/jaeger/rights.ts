/** Something that is asked of the API server, in RBAC's words. */
export interface Right {
  readonly verb: 'get' | 'list' | 'watch' | 'create';
  /** Empty for the core group. */
  readonly group: string;
  readonly resource: string;
  /** What is missing without it; left out where nothing can be done without it. */
  readonly without?: string;
}

/** What `gatherFacts` asks for. */
export const factRights: readonly Right[] = [
  { verb: 'list', group: 'jaegertracing.io', resource: 'jaegers' },
  { verb: 'list', group: '', resource: 'pods', without: 'Pods and the versions that they run are unknown' },
  { verb: 'list', group: '', resource: 'services', without: 'Services are unknown, and Pods of the span store' },
  { verb: 'list', group: '', resource: 'persistentvolumeclaims', without: 'claims are unknown' },
  { verb: 'list', group: 'batch', resource: 'jobs', without: 'Pods of rollover Jobs are missing' },
  { verb: 'list', group: 'batch', resource: 'cronjobs', without: 'Pods of rollover Jobs are missing' },
];
