import type { Candidate } from './definitions.ts';

/** What a shell is to do beside offering the candidates: bits of cobra's protocol (cobra 1.10, completions.go). */
export const DIRECTIVE = { files: 0, noSpace: 2, noFiles: 4, directories: 16 } as const;

/**
 * The candidates that begin with what is typed, one a line, and the directive on the last line. Names come from others:
 * one that is empty, or has anything in it that ends a line, a column or a title of a terminal, is left out.
 */
export function reply(candidates: readonly Candidate[], typed: string, directive: number): string {
  const fitting = candidates.filter(({ word }) => word !== '' && word.startsWith(typed) && !UNPRINTABLE.test(word));
  const lines = fitting.map(({ word, means }) => (means ? `${word}\t${means.replaceAll(EVERY, ' ')}` : word));
  const open = fitting.length > 0 && fitting.every(({ word }) => word.endsWith('/')) ? DIRECTIVE.noSpace : 0;
  return [...new Set(lines), `:${directive | open}`, ''].join('\n');
}

/** Control characters, and those that turn the direction of a text. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const EVERY = new RegExp(UNPRINTABLE, 'gu');
