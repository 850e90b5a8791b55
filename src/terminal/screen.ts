/* Control sequences as ECMA-48 has them, and DEC's private mode for wrapping, which every terminal of today knows. */
const HOME = '\u001b[H';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_LINE_END = '\u001b[K';
const DO_NOT_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

/**
 * A text over what a terminal of so many rows shows, without scrolling: what is too wide is cut at its edge, and of what is too long the
 * last row says how much more there is.
 */
export function redraw(text: string, rows: number): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const most = Math.max(rows - 1, 1); // the cursor stands below
  const more = lines.length - (most - 1);
  const shown = lines.length <= most ? lines : [...lines.slice(0, most - 1), `… ${more} more lines`];
  const drawn = shown.map((line) => `${line}${CLEAR_LINE_END}\n`).join('');
  return `${HOME}${DO_NOT_WRAP}${drawn}${WRAP}${CLEAR_BELOW}`;
}
