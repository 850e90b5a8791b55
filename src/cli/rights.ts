import type { Right } from '../jaeger/index.ts';

/** The least of the ready Roles with which a command does all that it can. */
export type Role = 'viewer' | 'operator' | 'admin';

export interface CommandRights {
  readonly role: Role;
  readonly rights: readonly Right[];
}

/** One line per verb, for help and hints: `list pods, services, jobs.batch`. */
export function rightsInWords(rights: readonly Right[]): readonly string[] {
  const byVerb = Map.groupBy(rights, ({ verb }) => verb);
  return [...byVerb].map(([verb, ofVerb]) => `${verb} ${ofVerb.map(resourceInWords).join(', ')}`);
}

/** As `kubectl auth can-i` takes it. */
export const resourceInWords = ({ group, resource }: Right): string =>
  group === '' ? resource : `${resource}.${group}`;
