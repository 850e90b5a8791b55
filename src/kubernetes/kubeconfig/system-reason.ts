import { getSystemErrorMessage } from 'node:util';

/** Why a system call failed, in the system's own words: "no such file or directory". */
export function systemReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { errno } = cause as NodeJS.ErrnoException;
  return errno === undefined ? cause.message : getSystemErrorMessage(errno);
}
