import { isJaegerError, type JaegerError } from '../../errors/index.ts';
import { warning, type Found } from './report.ts';

/** Something that was asked for and not told. */
interface Unread {
  /** `list leases in observability`. */
  readonly doing: string;
  readonly error: JaegerError;
}

/** What the cluster says, or why nobody knows. */
export type Fact<T> =
  { readonly value: T; readonly unread?: undefined } | { readonly value?: undefined; readonly unread: Unread };

export const known = <T>(value: T): Fact<T> => ({ value });

/** A refusal is a fact as any other: it hides nothing else. Throws what is no failure of the cluster. */
export async function factOf<T>(doing: string, asked: Promise<T>): Promise<Fact<T>> {
  try {
    return known(await asked);
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    return { unread: { doing, error } };
  }
}

/** Of an object, undefined where there is none. */
export async function objectFact<T>(doing: string, asked: Promise<T>): Promise<Fact<T | undefined>> {
  const fact = await factOf<T | undefined>(doing, asked);
  return fact.unread?.error.code === 'NOT_FOUND' ? known(undefined) : fact;
}

/** A kind that the cluster does not have has no objects. */
export async function listFact<T>(doing: string, asked: Promise<readonly T[]>): Promise<Fact<readonly T[]>> {
  const fact = await factOf<readonly T[]>(doing, asked);
  return fact.unread?.error.code === 'NO_SUCH_KIND' ? known([]) : fact;
}

/** What a check says that could not look. */
export function unknown(...facts: readonly Fact<unknown>[]): Found {
  const unread = facts.flatMap((fact) => fact.unread ?? []);
  const words = unread.map(({ doing, error }) => (error.code === 'FORBIDDEN' ? `may not ${doing}` : error.message));
  const proofs = unread.flatMap(({ error }) => error.hints.map((hint) => hint.replace(/^check with: /, '')));
  return {
    ...warning(`not known: ${[...new Set(words)].join('; ')}`, ...new Set(proofs)),
    unknown: true,
  };
}
