interface Edit {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/** Lines around a change, as `diff -u` shows them. */
const CONTEXT = 3;

/** The changes between two texts in the unified format (POSIX `diff -u`); empty when there are none. Names stand in the header. */
export function unifiedDiff(before: string, after: string, names: readonly [before: string, after: string]): string {
  if (before === after) return '';
  const edits = editsBetween(linesOf(before), linesOf(after));
  const hunks = hunksOf(edits).map(({ start, end }) => hunkText(edits, start, end));
  return [`--- ${names[0]}`, `+++ ${names[1]}`, ...hunks, ''].join('\n');
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** The fewest lines to take out and put in, what goes before what comes (E. W. Myers, An O(ND) Difference Algorithm, 1986). */
function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const trace: Map<number, number>[] = [];
  const reached = new Map([[1, 0]]);
  for (let depth = 0; ; depth++) {
    trace.push(new Map(reached));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      let x = goesDown(reached, diagonal, depth) ? at(reached, diagonal + 1) : at(reached, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after);
    }
  }
}

const at = (reached: ReadonlyMap<number, number>, diagonal: number): number => reached.get(diagonal) ?? -1;

const goesDown = (reached: ReadonlyMap<number, number>, diagonal: number, depth: number): boolean =>
  diagonal === -depth || (diagonal !== depth && at(reached, diagonal - 1) < at(reached, diagonal + 1));

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): readonly Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [before.length, after.length];
  for (const [depth, reached] of [...trace.entries()].toReversed()) {
    const isDown = goesDown(reached, x - y, depth);
    const from = x - y + (isDown ? 1 : -1);
    const startX = at(reached, from);
    const startY = startX - from;
    while (x > Math.max(startX, 0) && y > Math.max(startY, 0)) {
      edits.push({ sign: ' ', line: before[--x] ?? '' });
      y--;
    }
    if (depth === 0) break;
    if (isDown) edits.push({ sign: '+', line: after[--y] ?? '' });
    else edits.push({ sign: '-', line: before[--x] ?? '' });
  }
  return edits.toReversed();
}

interface Hunk {
  readonly start: number;
  /** Behind its last edit. */
  readonly end: number;
}

function hunksOf(edits: readonly Edit[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const [index, { sign }] of edits.entries()) {
    if (sign === ' ') continue;
    const hunk = { start: Math.max(0, index - CONTEXT), end: Math.min(edits.length, index + CONTEXT + 1) };
    const last = hunks.at(-1);
    if (last !== undefined && hunk.start <= last.end) hunks[hunks.length - 1] = { start: last.start, end: hunk.end };
    else hunks.push(hunk);
  }
  return hunks;
}

function hunkText(edits: readonly Edit[], start: number, end: number): string {
  const range = (other: '-' | '+'): string => {
    const count = edits.slice(start, end).filter(({ sign }) => sign !== other).length;
    const first = edits.slice(0, start).filter(({ sign }) => sign !== other).length + (count > 0 ? 1 : 0);
    return count === 1 ? `${first}` : `${first},${count}`;
  };
  const lines = edits.slice(start, end).map(({ sign, line }) => sign + line);
  return [`@@ -${range('+')} +${range('-')} @@`, ...lines].join('\n');
}
