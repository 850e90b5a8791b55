import assert from 'node:assert/strict';
import { redraw } from '../../../src/terminal/index.ts';

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
/** What is drawn, on a screen that has been cleared. */
const drawn = (content: string, rows: number, columns = 80): string => {
  const all = redraw(content, { rows, columns });
  assert.ok(all.startsWith('\u001b[H\u001b[J'));
  return all.slice(6);
};

describe('redraw', () => {
  it('fills all but the last row', () => {
    assert.equal(drawn(text('a', 'b', 'c'), 4), text('a', 'b', 'c'));
  });

  it('says how much is left out', () => {
    assert.equal(drawn(text('a', 'b', 'c', 'd'), 4), text('a', 'b', '… 2 more lines'));
  });

  it('counts wrapped lines as the rows that they take', () => {
    assert.equal(drawn(text('12345', '1', '2'), 4, 4), text('12345', '… 2 more lines'));
    assert.equal(drawn(text('1234', '1', '2'), 4, 4), text('1234', '1', '2'));
  });

  it('counts no colour', () => {
    const coloured = '\u001b[32m1234\u001b[39m';
    assert.equal(drawn(text(coloured, '1', '2'), 4, 4), text(coloured, '1', '2'));
  });

  it('shows something on the smallest screen', () => {
    assert.equal(drawn(text('a', 'b'), 1), text('… 2 more lines'));
    assert.equal(drawn(text('a', 'b'), 2), text('… 2 more lines'));
  });
});
