import type { Fate, KnownIndex } from './fate.ts';
import type { IndexName } from './index-names.ts';

/** An index of Jaeger's with all that is known of it. */
export interface JaegerIndex {
  readonly index: KnownIndex;
  readonly name: IndexName;
  readonly fate: Fate;
}
