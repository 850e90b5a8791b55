import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { unifiedDiff } from '../../../src/plan/unified-diff.ts';
import { assertGolden } from '../../support/golden.ts';

/** Takes a unified diff at its word; throws where a line is not where it says. */
function patched(before: string, diff: string): string {
  const lines = before === '' ? [] : before.replace(/\n$/, '').split('\n');
  const result: string[] = [];
  let next = 0;
  for (const text of diff.split('\n').slice(2, -1)) {
    const [, start, count] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@$/.exec(text) ?? [];
    if (start !== undefined) {
      const first = count === '0' ? Number(start) : Number(start) - 1;
      while (next < first) result.push(lines[next++] ?? '');
      continue;
    }
    if (text[0] !== '+') assert.equal(lines[next++], text.slice(1));
    if (text[0] !== '-') result.push(text.slice(1));
  }
  return [...result, ...lines.slice(next)].map((line) => `${line}\n`).join('');
}

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '  d: e', ''), { maxLength: 40 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

describe('unifiedDiff', () => {
  it('is nothing where nothing differs', () => {
    assert.equal(unifiedDiff('a\n', 'a\n', ['x', 'y']), '');
  });

  it('leads from the one text to the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        if (before !== after) assert.equal(patched(before, unifiedDiff(before, after, ['x', 'y'])), after);
      }),
      { numRuns: 500 },
    );
  });

  // The golden text is what GNU diff 3.8 says of these, with `-u --label x --label y`.
  it('has as few changes as diff, and the same headers of hunks', async () => {
    const before = Array.from({ length: 40 }, (_, number) => `line ${number}`);
    const afters = [
      before.with(3, 'x').with(9, 'y'),
      before.with(3, 'x').with(11, 'y'),
      before.toSpliced(0, 1),
      before.toSpliced(20, 0, 'new', 'lines'),
      [...before, 'end'],
      [],
    ];
    const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
    const diffs = afters.map((after) => unifiedDiff(textOf(before), textOf(after), ['x', 'y']));
    await assertGolden('plan/unified.diff', diffs.join(''));
  });
});
