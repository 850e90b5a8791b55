import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { escapeText, indent, renderTable } from '../../../src/terminal/index.ts';

describe('renderTable', () => {
  it('looks like a table of kubectl', () => {
    const table = renderTable(
      ['NAME', 'READY', 'AGE'],
      [
        ['a', '1/1', '5s'],
        ['a-longer-name', '0/1', '12d'],
      ],
    );
    assert.equal(table, 'NAME            READY   AGE\na               1/1     5s\na-longer-name   0/1     12d\n');
  });

  it('makes no column narrower than six', () => {
    assert.equal(renderTable(['A', 'B'], [['x', 'y']]), 'A     B\nx     y\n');
  });

  it('is nothing without rows', () => {
    assert.equal(renderTable(['NAME'], []), '');
  });

  it('never lets a cell add a line, a blank at the end, or a control character', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }), (row) => {
        const table = renderTable(['NAME', 'VALUE'], [row]);
        assert.equal(table.split('\n').length, 3);
        assert.doesNotMatch(table, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/); // oxlint-disable-line no-control-regex -- the property
        assert.doesNotMatch(table, / $/m);
      }),
    );
  });

  it('cuts a cell at its first line break', () => {
    assert.match(renderTable(['NAME'], [['one\ntwo']]), /^one\.\.\.$/m);
  });
});

describe('escapeText', () => {
  it('shows control characters and direction overrides instead of sending them', () => {
    assert.equal(escapeText('\u001b[31mred\u0007\u202e'), '^[[31mred^G\ufffd');
  });

  it('keeps lines and tabs', () => {
    assert.equal(escapeText('a\n\tb'), 'a\n\tb');
  });

  it('changes nothing on the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        assert.equal(escapeText(escapeText(text)), escapeText(text)),
      ),
    );
  });
});

describe('indent', () => {
  it('leaves empty lines empty', () => {
    assert.equal(indent('a\n\nb\n'), '  a\n\n  b\n');
  });
});
