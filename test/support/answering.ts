import type { Terminal } from './terminal.ts';

export const DOWN = '\u001b[B';
export const ENTER = '\r';
export const ESC = '\u001b';
export const CTRL_C = '\u0003';
/** The end of what is typed. */
export const CTRL_D = '\u0004';
/** Takes back all that was typed on the line. */
export const CTRL_U = '\u0015';

/** What is waited for, and what is typed then. */
export type Answer = readonly [shown: string, keys: string];

/** Answers one question after the other, each when it is asked. Every text is shown once before it is answered. */
export async function answer({ until, type }: Terminal, answers: readonly Answer[]): Promise<void> {
  for (const [shown, keys] of answers) {
    await until(new RegExp(shown.replaceAll(/[^\w ]/g, String.raw`\$&`)));
    type(keys);
  }
}
