import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { editDocument } from '../../../src/injection/edit-document.ts';

interface Edit {
  readonly title: string;
  readonly text: string;
  /** Changes what the text says. */
  readonly change: (value: Record<string, never>) => unknown;
  readonly edited: string;
}

const WITH = { k: 'v' };
const list = [{ name: 'b', value: 'x' }];

/** What is written, and that it comes back to the byte. */
const EDITS: readonly Edit[] = [
  {
    title: 'a key behind the last one, before the comments and blank lines that follow',
    text: 'm:\n  a: 1 # one\n\n  # of m\n# of n\nn: 2\n',
    change: (value) => ({ ...value, m: { a: 1, k: 'v' } }),
    edited: 'm:\n  a: 1 # one\n  k: v\n\n  # of m\n# of n\nn: 2\n',
  },
  {
    title: 'a key behind a block of text, with the blank lines that are a part of it',
    text: 'm:\n  a: |+\n    text\n\n\nn: |\n  text\n\n# end\n',
    change: ({ n }) => ({ m: { a: 'text\n\n\n', ...WITH }, n, ...WITH }),
    edited: 'm:\n  a: |+\n    text\n\n\n  k: v\nn: |\n  text\nk: v\n\n# end\n',
  },
  {
    title: 'a file without a line break at its end',
    text: 'a: 1\nm:\n  - name: a',
    change: () => ({ a: 1, m: [{ name: 'a' }, ...list], o: { p: list } }),
    edited: 'a: 1\nm:\n  - name: a\n  - name: b\n    value: x\no:\n  p:\n    - name: b\n      value: x',
  },
  {
    title: 'line breaks of Windows',
    text: 'm:\r\n    a: 1\r\nn: 2\r\n',
    change: () => ({ m: { a: 1, o: { p: list } }, n: 2 }),
    edited: 'm:\r\n    a: 1\r\n    o:\r\n        p:\r\n        - name: b\r\n          value: x\r\nn: 2\r\n',
  },
  {
    title: 'a list whose dashes stand under its key, with a comment between',
    text: 'm:\n- name: a\n# behind a\n\nn: 1\n',
    change: () => ({ m: [{ name: 'a', env: list }, ...list], n: 1 }),
    edited: 'm:\n- name: a\n  env:\n  - name: b\n    value: x\n- name: b\n  value: x\n# behind a\n\nn: 1\n',
  },
  {
    title: 'a key without a value, with what is commented out below',
    text: 'm: # none\n  # a: 1\nn: 2\n',
    change: () => ({ m: WITH, n: 2 }),
    edited: 'm: # none\n  k: v\n  # a: 1\nn: 2\n',
  },
  {
    title: 'null that is spelled out',
    text: 'm:  ~ # none\nn: 2\n',
    change: () => ({ m: WITH, n: 2 }),
    edited: 'm:  # kubectl jaeger, before: ~ # none\n  k: v\nn: 2\n',
  },
  {
    title: 'braces with nothing in them',
    text: 'm: { }\nn: []\n',
    change: () => ({ m: WITH, n: list }),
    edited: 'm: # kubectl jaeger, before: { }\n  k: v\nn: # kubectl jaeger, before: []\n- name: b\n  value: x\n',
  },
  {
    title: 'braces on one line',
    text: 'm: {a: 1, n: {}, l: [ {name: a} ] } # one\n',
    change: () => ({ m: { a: 1, n: WITH, l: [{ name: 'a' }, ...list], o: null, 'p q': 'yes' } }),
    edited: 'm: {a: 1, n: {k: "v"}, l: [ {name: a}, {name: "b", value: "x"} ], o: null, "p q": "yes" } # one\n',
  },
  {
    title: 'braces over lines, with a comma at their end',
    text: 'm: {\n  a: 1, # one\n  b: [\n  ],\n}\n',
    change: () => ({ m: { a: 1, b: [1], ...WITH } }),
    edited: 'm: {\n  a: 1, # one\n  b: [1\n  ],\n  k: "v",\n}\n',
  },
  {
    title: 'JSON, each on its line',
    text: '{\n\t"m": {},\n\t"n": [\n\t\t1\n\t]\n}\n',
    change: () => ({ m: WITH, n: [1, { a: [] }] }),
    edited: '{\n\t"m": {\n\t\t"k": "v"\n\t},\n\t"n": [\n\t\t1,\n\t\t{\n\t\t\t"a": []\n\t\t}\n\t]\n}\n',
  },
  {
    title: 'JSON without a blank',
    text: '{"m":null,"n":[{"name":"a"}]}',
    change: () => ({ m: WITH, n: [{ name: 'a' }, ...list] }),
    edited: '{"m":{"k":"v"},"n":[{"name":"a"},{"name":"b","value":"x"}]}',
  },
  {
    title: 'a text, in the quotes that it has',
    text: "a: \"true\"\nb: 'it''s' # c\n",
    change: () => ({ a: 'prod', b: 'ours' }),
    edited: 'a: "prod"\nb: \'ours\' # c\n',
  },
  {
    title: 'what others refer to: they stay as they are',
    text: 'm: &m # anchor\n  a: 1\nn: *m # alias\no:\n- *m\n',
    change: ({ n, o }) => ({ m: { a: 1, k: 'v' }, n, o }),
    edited:
      'm: &m # anchor\n  a: 1\n  k: v\nn: # kubectl jaeger, before: *m # alias\n  a: 1\no:\n- # kubectl jaeger, before: *m\n  a: 1\n',
  },
  {
    title: 'an alias, whose anchor stays as it is',
    text: 'm: &m\n  a: 1\nn: *m\n',
    change: ({ m }) => ({ m, n: { a: 1, k: 'v' } }),
    edited: 'm: &m\n  a: 1\nn: # kubectl jaeger, before: *m\n  a: 1\n  k: v\n',
  },
  {
    title: 'an alias that changes as its anchor does',
    text: 'm: &m\n  a: 1\nn: *m\n',
    change: () => ({ m: { a: 1, k: 'v' }, n: { a: 1, k: 'v' } }),
    edited: 'm: &m\n  a: 1\n  k: v\nn: *m\n',
  },
  {
    title: 'a list that is merged into a map',
    text: 'x: &x\n  env: [{name: a}]\nm:\n- <<: *x\n  name: m\n',
    change: ({ x }) => ({ x, m: [{ env: [{ name: 'a' }, ...list], name: 'm' }] }),
    edited:
      'x: &x\n  env: [{name: a}]\nm:\n- <<: *x\n  name: m\n  env: # kubectl jaeger, before: <<\n  - name: a\n  - name: b\n    value: x\n',
  },
];

const read = (text: string): Record<string, never> => parse(text, { merge: true }) as Record<string, never>;

describe('a document that is edited in place', () => {
  for (const { title, text, change, edited } of EDITS)
    it(`has ${title}`, () => {
      const before = read(text);
      assert.equal(editDocument(text, change(before)), edited);
      assert.equal(editDocument(edited, before), text);
    });

  it('keeps what somebody writes into it in between', () => {
    const text =
      'm: # kubectl jaeger, before: ~\n  # mine\n  k: v\n  own: 1\nn:\n- name: a\n- name: b # ours\n- name: c\n';
    assert.equal(
      editDocument(text, { m: { own: 1 }, n: [{ name: 'a' }, { name: 'c' }] }),
      'm: # kubectl jaeger, before: ~\n  # mine\n  own: 1\nn:\n- name: a\n- name: c\n',
    );
  });

  it('is not written where it would say something else', () =>
    assert.equal(editDocument('m: >\n  text\n  over lines\n', { m: WITH }), undefined));
});
