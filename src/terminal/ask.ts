import type { createPromptModule } from 'inquirer';
import { paintNumbered } from './colour.ts';
import { escapeText } from './escape.ts';
import { wrapWords } from './wrap.ts';

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** How wide it is, in characters; 80 where that is not known. */
  readonly columns?: number;
  /** Whether it may be written on in colour. */
  readonly colour?: boolean;
  /** Ends every question without an answer. */
  readonly signal?: AbortSignal;
}

interface Answer<T> {
  readonly answer: T;
}

export interface Choice {
  readonly name: string;
  /** What is left of it when it was chosen; the name where it is left out. */
  readonly short?: string;
}

/** How many choices are shown at once. */
const PAGE = 10;

/** The position of the choice that somebody makes of several; undefined when they leave without one. */
export function askWhich(
  question: string,
  choices: readonly Choice[],
  terminal: Terminal,
  initial = 0,
): Promise<number | undefined> {
  const options = choices.map(({ name, short = name }, value) => ({
    name: escapeText(name),
    short: escapeText(short),
    value,
  }));
  const shown = { choices: options, default: initial, pageSize: PAGE, loop: false };
  return ask<number>(terminal, (prompt) =>
    prompt([{ type: 'select', name: 'answer', message: escapeText(question), ...shown }]),
  );
}

/** Whether somebody says yes; Enter alone is no unless it is said otherwise. Undefined when they leave without an answer. */
export const askYes = (question: string, terminal: Terminal, initial = false): Promise<boolean | undefined> =>
  ask<boolean>(terminal, (prompt) =>
    prompt([{ type: 'confirm', name: 'answer', message: escapeText(question), default: initial }]),
  );

export interface TextRules {
  /** The answer of Enter alone. */
  readonly initial?: string;
  /** Why an answer makes no sense, which is then shown and not taken. */
  readonly problem?: (answer: string) => string | undefined;
  /** What an answer means, shown behind it when it is taken; empty where it says so itself. */
  readonly inWords?: (answer: string) => string;
}

/** What somebody types, without blanks around it; undefined when they leave without an answer. */
export async function askText(
  question: string,
  terminal: Terminal,
  { initial = '', problem = () => undefined, inWords = () => '' }: TextRules = {},
): Promise<string | undefined> {
  const answer = await ask<string>(terminal, (prompt) =>
    prompt([
      {
        type: 'input',
        name: 'answer',
        message: escapeText(question),
        default: escapeText(initial),
        validate: (text: string) => shownProblem(problem(text.trim()), terminal),
        transformer: (text: string, { isFinal }: { isFinal: boolean }) => (isFinal ? taken(text.trim()) : text),
      },
    ]),
  );
  return answer?.trim();

  function taken(text: string): string {
    const words = inWords(text);
    const shown = paintNumbered(escapeText(text), 0, terminal.colour ?? false);
    return words === '' || words === text ? shown : `${shown}  ${escapeText(words)}`;
  }
}

/** inquirer breaks lines in the middle of words, and puts two characters before the first. */
const shownProblem = (text: string | undefined, { columns = 80 }: Terminal): string | true =>
  text === undefined || wrapWords(escapeText(text), columns - 3).replaceAll('\n', '\n  ');

/** Ctrl-C is an answer to inquirer (14); Esc is not, nor Ctrl-D, after which it would wait for ever. */
async function ask<T>(
  { input, output, signal }: Terminal,
  question: (prompt: ReturnType<typeof createPromptModule>) => Promise<Answer<T>>,
): Promise<T | undefined> {
  const { createPromptModule } = await import('inquirer'); // a tenth of a second, and seldom wanted
  const left = new AbortController();
  const onKey = (_: unknown, { name, ctrl }: { readonly name?: string; readonly ctrl?: boolean }): void => {
    if (name === 'escape') left.abort();
    // Where something is typed, Ctrl-D deletes in it.
    if (name === 'd' && ctrl) setImmediate(() => input.isPaused() && left.abort());
  };
  input.on('keypress', onKey);
  try {
    const until = signal === undefined ? left.signal : AbortSignal.any([left.signal, signal]);
    const { answer } = await question(createPromptModule({ input, output, signal: until }));
    return answer;
  } catch (error) {
    if (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name)) return undefined;
    throw error;
  } finally {
    input.removeListener('keypress', onKey);
  }
}
