import { Errors } from '@oclif/core';
import { EXIT, isJaegerError, type JaegerError } from '../errors/index.ts';
import { escapeText } from '../terminal/index.ts';

interface Failure {
  /** What to write to stderr; empty when the failure has been reported, or is none. */
  readonly text: string;
  readonly exitCode: number;
}

/** The one place where an error becomes text and an exit code. Stacks are for bug reports: `isVerbose`. */
export function reportError(error: unknown, program: string, isVerbose: boolean): Failure {
  const stack = isVerbose ? stackOf(error) : '';
  if (isJaegerError(error)) return { text: escapeText(textOf(error, program) + stack), exitCode: error.exitCode };
  if (error instanceof Errors.ExitError) return { text: '', exitCode: error.oclif.exit ?? EXIT.ok };
  if (error instanceof Errors.CLIError)
    return { text: escapeText(usageText(error.message, program) + stack), exitCode: EXIT.usage };
  const more = isVerbose ? stack : 'hint: run it again with -v=6 and add what that prints\n';
  return {
    text: escapeText(`error: this is a bug in ${program}, please report it: ${String(error)}\n${more}`),
    exitCode: EXIT.bug,
  };
}

const textOf = ({ prefix, message, hints, exitCode }: JaegerError, program: string): string =>
  clip(
    [
      prefix === '' ? message : `${prefix}: ${message}`,
      ...hints.map((hint) => `hint: ${hint}`),
      ...(exitCode === EXIT.usage ? [seeHelp(program)] : []),
      '',
    ].join('\n'),
  );

const LONGEST_LINE = 1000;

/** A name in a file that somebody else wrote can be megabytes long. */
const clip = (text: string): string =>
  text.replaceAll(/[^\n]+/g, (line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line));

const seeHelp = (program: string): string => `See '${program} --help' for usage.`;

function usageText(message: string, program: string): string {
  const [first = ''] = message.split('\n');
  const lowered = first.charAt(0).toLowerCase() + first.slice(1);
  return `error: ${lowered}\n${seeHelp(program)}\n`;
}

/** The error's stack and those of its causes. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { stack = error.message, cause } = error;
  if (cause === undefined) return `${stack}\n`;
  return `${stack}\ncaused by: ${cause instanceof Error ? stackOf(cause) : `${JSON.stringify(cause)}\n`}`;
}
