import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { escapeText, indent, mayColour, renderTable, toJson, toYaml } from '../../../src/terminal/index.ts';
import { PLAIN } from '../../support/views.ts';

describe('renderTable', () => {
  it('looks like a table of kubectl', () => {
    const table = renderTable(
      ['NAME', 'READY', 'AGE'],
      [
        ['a', '1/1', '5s'],
        ['a-longer-name', '0/1', '12d'],
      ],
      PLAIN,
    );
    assert.equal(table, 'NAME            READY   AGE\na               1/1     5s\na-longer-name   0/1     12d\n');
  });

  it('makes no column narrower than six', () => {
    assert.equal(renderTable(['A', 'B'], [['x', 'y']], PLAIN), 'A     B\nx     y\n');
  });

  it('is nothing without rows', () => {
    assert.equal(renderTable(['NAME'], [], PLAIN), '');
  });

  it('never lets a cell add a line, a blank at the end, or a control character', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }), (row) => {
        const table = renderTable(['NAME', 'VALUE'], [row], PLAIN);
        assert.equal(table.split('\n').length, 3);
        assert.doesNotMatch(table, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/); // oxlint-disable-line no-control-regex -- the property
        assert.doesNotMatch(table, / $/m);
      }),
    );
  });

  it('begins every cell of a column at the same place', () => {
    const word = fc.stringMatching(/^[a-z0-9./-]{1,60}$/);
    const rows = fc.array(fc.tuple(word, word, word), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (cells) => {
        const [header = '', ...lines] = renderTable(['NAME', 'READY', 'AGE'], cells, PLAIN).trimEnd().split('\n');
        const starts = ['NAME', 'READY', 'AGE'].map((title) => header.indexOf(title));
        for (const [index, row] of cells.entries())
          assert.deepEqual(
            starts.map((start) => /^\S*/.exec((lines[index] ?? '').slice(start))?.[0]),
            [...row],
          );
      }),
    );
  });

  it('cuts a cell at its first line break', () => {
    assert.match(renderTable(['NAME'], [['one\ntwo']], PLAIN), /^one\.\.\.$/m);
  });
});

describe('the style of a table', () => {
  const cell = { text: 'Pending\u001b', tone: 'warning' } as const;

  it('can lack its headers', () => {
    assert.equal(renderTable(['NAME'], [['a']], { ...PLAIN, headers: false }), 'a\n');
  });

  it('colours what is escaped, and says the same without colour', () => {
    const rows = [
      ['a', cell, 'x'],
      ['b', 'Bound', 'y'],
    ];
    const coloured = renderTable(['NAME', 'STATUS', 'MORE'], rows, { ...PLAIN, colour: true });
    assert.ok(coloured.includes('\u001b[33mPending^[\u001b[39m'));
    const plain = renderTable(['NAME', 'STATUS', 'MORE'], rows, PLAIN);
    assert.equal(stripVTControlCharacters(coloured), plain);
  });

  it('has colour where a terminal can and nobody minds', () => {
    const terminal = { isTTY: true };
    assert.equal(mayColour('auto', terminal, {}), true);
    assert.equal(mayColour('auto', {}, {}), false);
    assert.equal(mayColour('auto', terminal, { NO_COLOR: '1' }), false);
    assert.equal(mayColour('auto', terminal, { NO_COLOR: '' }), true);
    assert.equal(mayColour('auto', terminal, { TERM: 'dumb' }), false);
    assert.equal(mayColour('always', {}, { NO_COLOR: '1' }), true);
    assert.equal(mayColour('never', terminal, {}), false);
  });
});

describe('documents', () => {
  it('are what they were made from, and drive no terminal', async () => {
    const text = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(fc.record({ text, list: fc.array(text), map: fc.dictionary(text, text) }), async (made) => {
        const value: unknown = JSON.parse(JSON.stringify(made));
        const documents = [toJson(value), await toYaml(value)];
        for (const document of documents)
          assert.doesNotMatch(document, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/); // oxlint-disable-line no-control-regex -- the property
        assert.deepEqual(JSON.parse(documents[0] ?? ''), value);
        assert.deepEqual(parse(documents[1] ?? ''), value);
      }),
    );
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
