import { Errors } from '@oclif/core';
import { EXIT } from '../errors/index.ts';
import { askText, askWhich, askYes, type Terminal } from '../terminal/index.ts';
import { questionable } from './wiring.ts';

/** A question of which the answer is a text. */
interface TextQuestion {
  readonly text: string;
  readonly kind: 'choice' | 'yes-no' | 'text';
  /** The label is what is shown, and the value where there is none; the words are what it means. */
  readonly choices: readonly { readonly value: string; readonly label?: string; readonly words: string }[];
  /** The answer of Enter alone. */
  readonly initial: string;
  readonly problem: (answer: string) => string | undefined;
  readonly inWords: (answer: string) => string;
}

export type Asker = (question: TextQuestion) => Promise<string>;

/** Asks somebody at a terminal; undefined without one. Whoever leaves a question has cancelled the command: the exit code 130. */
export function asker(): Asker | undefined {
  const terminal = questionable();
  if (terminal === undefined) return undefined;
  return async (question) => (await answerTo(question, terminal)) ?? cancel(EXIT.interrupted);
}

/** Ends a command that was stopped before it did anything. */
export function cancel(exitCode: number): never {
  process.stderr.write('cancelled: nothing has been changed\n');
  throw new Errors.ExitError(exitCode);
}

async function answerTo(question: TextQuestion, terminal: Terminal): Promise<string | undefined> {
  const { text, kind, choices, initial } = question;
  if (kind === 'text') return askText(text, terminal, question);
  if (kind === 'yes-no') {
    const answer = await askYes(text, terminal, initial === 'yes');
    return answer === undefined ? undefined : answer ? 'yes' : 'no';
  }
  const width = Math.max(...choices.map(({ value, label = value }) => label.length));
  const shown = choices.map(({ value, label = value, words }) => ({
    name: `${label.padEnd(width)}  ${words}`.trimEnd(),
    short: label,
  }));
  const at = await askWhich(
    text,
    shown,
    terminal,
    choices.findIndex(({ value }) => value === initial),
  );
  return at === undefined ? undefined : choices[at]?.value;
}
