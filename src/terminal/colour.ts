import { styleText } from 'node:util';

export type Tone = 'good' | 'warning' | 'bad' | 'plain';

const COLOURS = { good: 'green', warning: 'yellow', bad: 'red' } as const;

/** Text that has been escaped already, in the colour of its tone. */
export const paint = (text: string, tone: Tone, allowed: boolean): string =>
  !allowed || tone === 'plain' ? text : styleText(COLOURS[tone], text, { validateStream: false });

export type ColourChoice = 'auto' | 'always' | 'never';

interface Output {
  readonly isTTY?: boolean;
}

/** Colour as everybody agrees on it: https://no-color.org, a terminal that can, or whoever asks for it in so many words. */
export function mayColour(choice: ColourChoice, output: Output, environment: NodeJS.ProcessEnv): boolean {
  if (choice !== 'auto') return choice === 'always';
  return Boolean(output.isTTY) && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}
