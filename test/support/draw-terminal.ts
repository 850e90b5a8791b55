import stringWidth from 'string-width';

/** In pixels. */
const SIZE = { column: 7.8, line: 18, font: 13, margin: 14 } as const;

/** SGR codes as classes of the picture; each has a colour for a light page and one for a dark page. */
const COLOURS: Readonly<Record<number, readonly [light: string, dark: string]>> = {
  31: ['#cf222e', '#ff7b72'],
  32: ['#1a7f37', '#3fb950'],
  33: ['#9a6700', '#d29922'],
  34: ['#0969da', '#58a6ff'],
  35: ['#8250df', '#bc8cff'],
  36: ['#1b7c83', '#39c5cf'],
};

interface Run {
  readonly column: number;
  readonly text: string;
  readonly colour: number | undefined;
  readonly bold: boolean;
}

/** What a terminal has shown, with its colours, as a picture that is the same for the same text, on light pages and on dark ones. */
export function drawTerminal(shown: string, title: string): string {
  const lines = shown.replaceAll('\r', '').replace(/\n+$/, '').split('\n');
  const columns = Math.max(...lines.map((line) => stringWidth(line)));
  const width = Math.ceil(columns * SIZE.column + 2 * SIZE.margin);
  const height = lines.length * SIZE.line + 2 * SIZE.margin;
  const rows = lines.map((line, index) => rowOf(runsOf(line), SIZE.margin + (index + 0.75) * SIZE.line));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style()}</style>`,
    `<rect width="${width}" height="${height}" rx="8"/>`,
    ...rows.filter((row) => row !== ''),
    '</svg>',
    '',
  ].join('\n');
}

function style(): string {
  const fills = (which: 0 | 1): string =>
    Object.entries(COLOURS)
      .map(([code, pair]) => `.c${code}{fill:${pair[which]}}`)
      .join('');
  const font = `text{font:${SIZE.font}px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre;fill:#1f2328}`;
  const light = `rect{fill:#f6f8fa}${font}.b{font-weight:bold}${fills(0)}`;
  return `${light}@media(prefers-color-scheme:dark){rect{fill:#0d1117}text{fill:#e6edf3}${fills(1)}}`;
}

/** Every column of a table has its own place, so that it is straight in any font. */
function rowOf(runs: readonly Run[], y: number): string {
  if (runs.length === 0) return '';
  const spans = runs.map(({ column, text, colour, bold }) => {
    const classes = [...(colour === undefined ? [] : [`c${colour}`]), ...(bold ? ['b'] : [])].join(' ');
    const x = rounded(SIZE.margin + column * SIZE.column);
    return `<tspan x="${x}"${classes === '' ? '' : ` class="${classes}"`}>${escaped(text)}</tspan>`;
  });
  return `<text y="${rounded(y)}">${spans.join('')}</text>`;
}

/** A colour, another word to the terminal, a gap, or text. */
const PIECE = /\u001b\[([\d;]*)m|\u001b\[[\d;?]*[A-Za-z]| {2,}|(?: ?[^ \u001b])+ ?| /g; // oxlint-disable-line no-control-regex -- how a terminal is told of colours

/** Pieces of one style between gaps. */
function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  let [column, colour, bold]: [number, number | undefined, boolean] = [0, undefined, false];
  for (const [piece, codes] of line.matchAll(PIECE)) {
    if (piece.startsWith('\u001b')) {
      for (const code of (codes ?? '').split(';').map(Number)) {
        if (code in COLOURS) colour = code;
        if (code === 0 || code === 39) colour = undefined;
        if (code <= 22) bold = code === 1 || (bold && code !== 0 && code !== 22);
      }
      continue;
    }
    const text = piece.trim();
    if (text !== '') runs.push({ column: column + piece.indexOf(text), text, colour, bold });
    column += stringWidth(piece);
  }
  return runs;
}

const rounded = (pixels: number): string => String(Math.round(pixels * 10) / 10);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
