/* Control sequences as ECMA-48 has them. */
const HOME = '\u001b[H';
const CLEAR_BELOW = '\u001b[J';
// oxlint-disable-next-line no-control-regex -- a colour takes no room
const COLOUR = /\u001b\[\d+m/g;

/** Of a terminal, in characters. */
export interface Screen {
  readonly rows: number;
  readonly columns: number;
}

/**
 * A text over what a terminal shows, without scrolling: of what is too long for it, the last row says how much more there is. Wide lines
 * are wrapped, as the terminal does it.
 */
export function redraw(text: string, { rows, columns }: Screen): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const height = (line: string): number => Math.max(1, Math.ceil(line.replaceAll(COLOUR, '').length / columns));
  const room = rows - 1; // the cursor stands below
  const fits = (count: number): boolean => lines.slice(0, count).reduce((sum, line) => sum + height(line), 0) <= room;
  const isShort = fits(lines.length);
  // The line that says so takes the place of the last one that fits.
  const cut = Math.max(
    lines.findLastIndex((_, index) => fits(index + 1)),
    0,
  );
  const shown = isShort ? lines : [...lines.slice(0, cut), more(lines.length - cut)];
  return `${HOME}${CLEAR_BELOW}${shown.map((line) => `${line}\n`).join('')}`;
}

const more = (count: number): string => `… ${count} more ${count === 1 ? 'line' : 'lines'}`;
