import { Errors } from '@oclif/core';
import { EXIT, isJaegerError, type JaegerError } from '../errors/index.ts';
import { escapeText } from '../terminal/index.ts';

interface Failure {
  /** What to write to stderr; empty when the failure has been reported, or is none. */
  readonly text: string;
  readonly exitCode: number;
}

/** The one place where an error becomes text and an exit code. */
export function reportError(error: unknown, program: string): Failure {
  if (isJaegerError(error)) return { text: textOf(error), exitCode: error.exitCode };
  if (error instanceof Errors.ExitError) return { text: '', exitCode: error.oclif.exit ?? EXIT.ok };
  if (error instanceof Errors.CLIError) return { text: usageText(error.message, program), exitCode: EXIT.usage };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: escapeText(`error: this is a bug in ${program}, please report it:\n${stack}\n`), exitCode: EXIT.bug };
}

function textOf({ prefix, message, hints }: JaegerError): string {
  return escapeText(
    [prefix === '' ? message : `${prefix}: ${message}`, ...hints.map((hint) => `hint: ${hint}`), ''].join('\n'),
  );
}

function usageText(message: string, program: string): string {
  const [first = ''] = message.split('\n');
  const lowered = first.charAt(0).toLowerCase() + first.slice(1);
  return escapeText(`error: ${lowered}\nSee '${program} --help' for usage.\n`);
}
