import { textOf } from '../../jaeger/index.ts';
import type { Jaeger } from '../../kubernetes/types.ts';

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** In lower case, empty where nothing is said. */
interface Wanted {
  readonly strategy: string;
  readonly storage: string;
}

/** What the user asked for. The operator overwrites it with what it does; kubectl keeps what was applied beside it. */
export function wantedOf({ metadata, spec }: Jaeger): Wanted {
  const applied = specIn(metadata.annotations?.[APPLIED] ?? '') ?? spec;
  return { strategy: textOf(applied?.strategy), storage: textOf(applied?.storage?.type) };
}

interface Asked {
  readonly strategy?: unknown;
  readonly storage?: { readonly type?: unknown };
}

function specIn(applied: string): Asked | undefined {
  try {
    const read: unknown = JSON.parse(applied);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field of it is unknown or looked at with ?.
    return (read as { readonly spec?: Asked } | null)?.spec;
  } catch {
    return undefined;
  }
}
