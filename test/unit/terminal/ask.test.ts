import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { askText, askWhich, askYes, type Terminal } from '../../../src/terminal/index.ts';

const DOWN = '\u001b[B';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';
const ESC = '\u001b';

interface Asked<T> {
  readonly answer: T;
  readonly shown: string;
}

/** Types the keys once the last words of the question stand there. */
async function ask<T>(
  question: (terminal: Terminal) => Promise<T>,
  last: string,
  keys: string,
  [next, more]: readonly [string, string] = ['', ''],
): Promise<Asked<T>> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const asked = question({ input, output });
  const until = async (words: string): Promise<void> => {
    while (!shown.includes(words)) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await until(last);
  input.write(keys);
  await until(next);
  input.write(more);
  return { answer: await asked, shown: stripVTControlCharacters(shown) };
}

describe('a question at a terminal', () => {
  const which = (terminal: Terminal): Promise<number | undefined> =>
    askWhich(
      'Which?',
      ['one', 'two\u001b[2J', 'three'].map((name) => ({ name })),
      terminal,
    );
  const yes = (terminal: Terminal): Promise<boolean | undefined> => askYes('Go on\u001b[2J?', terminal);
  const text = (terminal: Terminal): Promise<string | undefined> => askText('Type it:', terminal);

  it('gives the choice that was made, and nothing of what choices carry reaches the terminal', async () => {
    const { answer, shown } = await ask(which, 'three', `${DOWN}\r`);
    assert.equal(answer, 1);
    assert.match(shown, /Which\?/);
    assert.match(shown, /two\^\[\[2J/);
  });

  it('takes Enter alone for a no', async () => {
    assert.equal((await ask(yes, '(y/N)', '\r')).answer, false);
    assert.equal((await ask(yes, '(y/N)', 'n\r')).answer, false);
    const { answer, shown } = await ask(yes, '(y/N)', 'y\r');
    assert.equal(answer, true);
    assert.match(shown, /Go on\^\[\[2J\?/);
  });

  it('gives what was typed', async () => {
    assert.equal((await ask(text, 'Type it:', 'jaeger\r')).answer, 'jaeger');
  });

  for (const [key, name] of [
    [CTRL_C, 'Ctrl-C'],
    [CTRL_D, 'Ctrl-D'],
    [ESC, 'Esc'],
  ] as const)
    it(`gives nothing when it is left with ${name}`, async () => {
      assert.equal((await ask(which, 'three', key)).answer, undefined);
      assert.equal((await ask(yes, '(y/N)', key)).answer, undefined);
      assert.equal((await ask(text, 'Type it:', key)).answer, undefined);
    });

  it('takes Ctrl-D within a text for the key that it is', async () => {
    assert.equal((await ask(text, 'Type it:', `jaegerx\u001b[D${CTRL_D}\r`)).answer, 'jaeger');
  });

  it('is left when everything is', async () => {
    const over = new AbortController();
    const asked = ask((terminal) => askText('Type it:', { ...terminal, signal: over.signal }), 'Type it:', 'ja');
    setTimeout(() => over.abort(), 50);
    assert.equal((await asked).answer, undefined);
  });

  it('begins with the answer of Enter alone', async () => {
    assert.equal((await ask((terminal) => askYes('Go on?', terminal, true), '(Y/n)', '\r')).answer, true);
    const choices = ['one', 'two'].map((name) => ({ name: `${name}  in words`, short: name }));
    const chosen = await ask((terminal) => askWhich('Which?', choices, terminal, 1), 'two', '\r');
    assert.equal(chosen.answer, 1);
    assert.match(chosen.shown, /Which\? two\n/);
    assert.equal((await ask((terminal) => askText('It:', terminal, { initial: '7' }), '(7)', '\r')).answer, '7');
  });

  it('takes no answer with a problem, shows why, and what the next one means', async () => {
    const long = `"x": ${'it is none of those that would make sense, '.repeat(3)}none`;
    const rules = {
      problem: (answer: string) => (answer === 'x' ? long : undefined),
      inWords: (answer: string) => `${answer} in words\u001b[2J`,
    };
    const { answer, shown } = await ask(
      (terminal) => askText('Type it:', { ...terminal, columns: 60 }, rules),
      'Type it:',
      ' x \r',
      ['none', `${CTRL_U} y \r`],
    );
    assert.equal(answer, 'y');
    assert.match(shown, /\n> "x": it is none of those that would make sense, it is\n {2}none of those/);
    assert.match(shown, /Type it: y {2}y in words\^\[\[2J\n/);
  });
});
