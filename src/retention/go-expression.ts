/** `refused`: Go does not compile it. `untold`: Go does, and what it matches there is not worked out here. */
export type GoExpression = RegExp | 'refused' | 'untold';

/** Escapes that mean the same in both. */
const SAME = /^[dDsSwWbBntrfv]$/;
const CLASS_SAME = /^[dDsSwWntrfv]$/;
/** Escapes that Go alone has: octal, hexadecimal, Unicode classes, quotations, bytes. */
const GO_ALONE = /^[0-7xpPQC]$/;

interface Piece {
  /** In the pattern. */
  readonly length: number;
  readonly text: string;
  readonly kind: 'atom' | 'assertion' | 'open' | 'other' | 'repetition';
}

/**
 * A pattern of Go's (1.26, RE2 syntax) as an expression of JavaScript's, for pieces of a pattern that people give as an index prefix or a
 * separator: plain characters, and those that have a meaning by accident.
 */
export function goExpression(pattern: string): GoExpression {
  const pieces: Piece[] = [];
  for (let rest = pattern; rest !== '';) {
    const piece = pieceOf(rest);
    if (typeof piece === 'string') return piece;
    const before = pieces.at(-1);
    if (piece.kind === 'repetition') {
      if (before === undefined || before.kind === 'other' || before.kind === 'open') return 'refused';
      if (before.kind === 'repetition') return 'refused';
      // JavaScript repeats no assertion.
      if (before.kind === 'assertion') pieces.splice(-1, 1, { ...before, text: `(?:${before.text})` });
    }
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return compiled(pieces.map(({ text }) => text).join(''));
}

function compiled(source: string): GoExpression {
  try {
    return new RegExp(source);
  } catch {
    return 'refused';
  }
}

function pieceOf(rest: string): Piece | 'refused' | 'untold' {
  const [first = ''] = rest;
  if (first === '\\') return escaped(rest);
  if (first === '[') return classOf(rest);
  if (first === '(') return opening(rest);
  const repetition = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(rest);
  if (repetition !== null) return repeated(repetition);
  const kind = first === '^' || first === '$' ? 'assertion' : first === '|' ? 'other' : 'atom';
  // A brace that counts nothing, or closes nothing, stands for itself.
  return { length: 1, text: '{}]'.includes(first) ? `\\${first}` : first, kind };
}

function repeated([text, least = '0', most = least]: RegExpExecArray): Piece | 'refused' {
  const upper = most === '' ? least : most;
  const isCount = Number(least) <= 1000 && Number(upper) <= 1000 && Number(least) <= Number(upper);
  return isCount ? { length: text.length, text, kind: 'repetition' } : 'refused';
}

function opening(rest: string): Piece | 'refused' | 'untold' {
  if (!rest.startsWith('(?')) return { length: 1, text: '(', kind: 'open' };
  if (rest.startsWith('(?:')) return { length: 3, text: '(?:', kind: 'open' };
  // Names of groups must differ, and flags change what follows.
  return /^\(\?(?:[imsU-]*[:)]|P?<\w+>)/.test(rest) ? 'untold' : 'refused';
}

function escaped(rest: string): Piece | 'refused' | 'untold' {
  const letter = rest[1];
  if (letter === undefined) return 'refused';
  if (letter === 'A') return { length: 2, text: '^', kind: 'assertion' };
  if (letter === 'z') return { length: 2, text: '$', kind: 'assertion' };
  if (/^[89]$/.test(letter)) return 'refused';
  if (letter === 'a' || GO_ALONE.test(letter)) return 'untold';
  if (/^[A-Za-z]$/.test(letter) && !SAME.test(letter)) return 'refused';
  // Beyond ASCII nothing may be escaped; an underscore may.
  if (letter > '~') return 'refused';
  const kind = letter === 'b' || letter === 'B' ? 'assertion' : 'atom';
  return { length: 2, text: letter === '_' ? '_' : `\\${letter}`, kind };
}

/** In Go a bracket that comes first is one of the characters, and a class such as `\d` ends no range. */
function classOf(rest: string): Piece | 'refused' | 'untold' {
  const [whole, negation = '', first = '', inside = ''] =
    /^\[(\^|(?!\^))(\]|(?!\]))((?:[^\]\\]|\\.)*)\]/s.exec(rest) ?? [];
  if (whole === undefined) return 'refused';
  if (inside.includes('[:')) return 'untold';
  const escapes = [...inside.matchAll(/\\(.)/gs)].map(([, letter = '']) => letter);
  if (escapes.some((letter) => /^[\da]$/.test(letter) || GO_ALONE.test(letter))) return 'untold';
  if (escapes.some((letter) => /^[A-Za-z]$/.test(letter) && !CLASS_SAME.test(letter))) return 'refused';
  if (/-\\[dDsSwW]|\\[dDsSwW]-[^\]]/.test(inside)) return 'untold';
  const text = `[${negation}${first === '' ? '' : '\\]'}${inside}]`;
  return { length: whole.length, text: text.replaceAll('\\_', '_'), kind: 'atom' };
}
