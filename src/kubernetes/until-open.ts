/** The limit counts until what is opened is open; `lasting` ends it at any time. */
export async function untilOpen<T>(
  limited: AbortSignal,
  lasting: AbortSignal,
  open: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const opening = new AbortController();
  const abort = (): void => opening.abort(limited.reason);
  limited.addEventListener('abort', abort, { once: true });
  try {
    return await open(AbortSignal.any([opening.signal, lasting]));
  } finally {
    limited.removeEventListener('abort', abort);
  }
}
