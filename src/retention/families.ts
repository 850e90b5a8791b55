import type { LookbackSettings } from './runs.ts';
import { joined } from './simulate-cleaner.ts';

/** What es-rollover handles as one: generations of an index, with an alias to read and one to write. */
export interface Family {
  readonly readAlias: string;
  readonly writeAlias: string;
}

export type FamilySettings = Omit<LookbackSettings, 'unit' | 'count'>;

/** What es-rollover goes through, in its order (1.27 to 2.20). Dashes that a name would begin with are left out. */
export function familiesOf({ prefix, isArchive, skipsDependencies, hasSampling }: FamilySettings): readonly Family[] {
  const words = isArchive
    ? ['span-archive']
    : ['span', 'service', ...(skipsDependencies ? [] : ['dependencies']), ...(hasSampling ? ['sampling'] : [])];
  return words
    .map((word) => `${joined(prefix)}jaeger-${word}`.replace(/^-+/, ''))
    .map((name) => ({ readAlias: `${name}-read`, writeAlias: `${name}-write` }));
}
