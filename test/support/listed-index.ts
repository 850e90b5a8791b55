import type { ListedIndex } from '../../src/retention/simulate-cleaner.ts';

export const NOW = Date.parse('2026-11-23T21:10:11.500Z');
export const time = (text: string): number => Date.parse(text);
export const iso = (ms: number): string => new Date(ms).toISOString();

export const listed = (name: string, more: Partial<ListedIndex> & { as?: readonly string[] } = {}): ListedIndex => ({
  name,
  createdMs: 0,
  isHidden: false,
  isOpen: true,
  ...more,
  aliases: (more.as ?? []).map((alias) => ({ name: alias, isWriteIndex: undefined })),
});
