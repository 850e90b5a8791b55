import type { createPromptModule } from 'inquirer';
import { escapeText } from './escape.ts';

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

interface Answer<T> {
  readonly answer: T;
}

/** The position of the choice that somebody makes of several; undefined when they leave without one (Ctrl-C). */
export function askWhich(
  question: string,
  choices: readonly string[],
  terminal: Terminal,
): Promise<number | undefined> {
  const options = choices.map((name, value) => ({ name: escapeText(name), value }));
  return ask<number>(terminal, (prompt) =>
    prompt([{ type: 'select', name: 'answer', message: escapeText(question), choices: options }]),
  );
}

/** Whether somebody says yes; Enter alone is no. Undefined when they leave without an answer. */
export const askYes = (question: string, terminal: Terminal): Promise<boolean | undefined> =>
  ask<boolean>(terminal, (prompt) =>
    prompt([{ type: 'confirm', name: 'answer', message: escapeText(question), default: false }]),
  );

/** What somebody types; undefined when they leave without an answer. */
export const askText = (question: string, terminal: Terminal): Promise<string | undefined> =>
  ask<string>(terminal, (prompt) => prompt([{ type: 'input', name: 'answer', message: escapeText(question) }]));

async function ask<T>(
  terminal: Terminal,
  question: (prompt: ReturnType<typeof createPromptModule>) => Promise<Answer<T>>,
): Promise<T | undefined> {
  const { createPromptModule } = await import('inquirer'); // a tenth of a second, and seldom wanted
  try {
    const { answer } = await question(createPromptModule(terminal));
    return answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return undefined;
    throw error;
  }
}
