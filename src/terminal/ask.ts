import { escapeText } from './escape.ts';

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** The position of the choice that somebody makes of several; undefined when they leave without one (Ctrl-C). */
export async function askWhich(
  question: string,
  choices: readonly string[],
  terminal: Terminal,
): Promise<number | undefined> {
  const { createPromptModule } = await import('inquirer'); // a tenth of a second, and seldom wanted
  const prompt = createPromptModule(terminal);
  const options = choices.map((name, value) => ({ name: escapeText(name), value }));
  try {
    const answers: { readonly choice: number } = await prompt([
      { type: 'select', name: 'choice', message: question, choices: options },
    ]);
    return answers.choice;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return undefined;
    throw error;
  }
}
