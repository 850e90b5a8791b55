export type Tone = 'good' | 'warning' | 'bad' | 'plain';

/** Select Graphic Rendition (ECMA-48): green, yellow, red. */
const COLOURS = { good: 32, warning: 33, bad: 31 } as const;

/** Text that has been escaped already, in the colour of its tone. */
export const paint = (text: string, tone: Tone, allowed: boolean): string =>
  !allowed || tone === 'plain' ? text : `\u001b[${COLOURS[tone]}m${text}\u001b[39m`;

/** Those that can be told apart and do not look like an alarm: all but black, white and red, plain and bright. */
const DISTINCT = [36, 32, 35, 34, 33, 96, 92, 95, 94, 93];

/** How many numbers have a colour of their own. */
export const DISTINCT_COLOURS = DISTINCT.length;

/** Text that has been escaped already, in one of several colours that mean nothing. */
export const paintNumbered = (text: string, number: number, allowed: boolean): string =>
  allowed ? `\u001b[${DISTINCT[number % DISTINCT.length]}m${text}\u001b[39m` : text;

export type ColourChoice = 'auto' | 'always' | 'never';

interface Output {
  readonly isTTY?: boolean;
}

/** Colour as everybody agrees on it: https://no-color.org, a terminal that can, or whoever asks for it in so many words. */
export function mayColour(choice: ColourChoice, output: Output, environment: NodeJS.ProcessEnv): boolean {
  if (choice !== 'auto') return choice === 'always';
  return Boolean(output.isTTY) && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
}
