import { isJaegerError } from '../errors/index.ts';

/** What was asked for, or something else where it is not there or may not be read. */
export async function readable<T, U>(asked: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await asked;
  } catch (error) {
    if (isJaegerError(error) && ['FORBIDDEN', 'NO_SUCH_KIND', 'NOT_FOUND'].includes(error.code)) return otherwise;
    throw error;
  }
}
