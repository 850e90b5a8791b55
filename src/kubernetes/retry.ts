/** One attempt: how the server answered, or how the connection failed. */
export interface Attempt {
  readonly status?: number;
  /** The answer's Retry-After, in seconds. */
  readonly retryAfter?: number | undefined;
  /** Of the failed connection, as Node.js names it. */
  readonly code?: string;
}

const MOST_ATTEMPTS = 4;
const LONGEST_WAIT_MS = 10_000;
const FIRST_WAIT_MS = 200;

/** The connection broke; nothing is said about whether the request arrived. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * How long to wait before asking again, in milliseconds; undefined when it is of no use or not safe. A 429 that says when
 * to come back has done nothing, so everything may follow it, as in client-go 0.36 (rest/with_retry.go); only reads
 * follow a broken connection or an error of the server. Whoever asks for more than ten seconds is not waited for.
 */
export function waitBeforeRetry(attempt: Attempt, tries: number, isRead: boolean): number | undefined {
  if (tries >= MOST_ATTEMPTS) return undefined;
  const { status = 0, retryAfter, code = '' } = attempt;
  const backOff = FIRST_WAIT_MS * 2 ** (tries - 1);
  const asked = retryAfter === undefined ? undefined : retryAfter * 1000;
  if (asked !== undefined && asked > LONGEST_WAIT_MS) return undefined;
  if (status === 429) return asked ?? (isRead ? backOff : undefined);
  return isRead && (status >= 500 || BROKEN.has(code)) ? (asked ?? backOff) : undefined;
}

/** Seconds; the form with a date is not used by API servers. */
export const retryAfterOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
