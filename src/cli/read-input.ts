import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { JaegerError } from '../errors/index.ts';

/** What stands in a file, or for `-` comes from stdin. Throws USAGE when it cannot be read. */
export async function readInput(name: string, flag = '--filename'): Promise<string> {
  try {
    return await (name === '-' ? text(process.stdin) : readFile(name, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new JaegerError('USAGE', `${flag} ${name}: it cannot be read (${reason})`, { cause });
  }
}
