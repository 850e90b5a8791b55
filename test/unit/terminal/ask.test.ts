import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { askText, askWhich, askYes, type Terminal } from '../../../src/terminal/index.ts';

const DOWN = '\u001b[B';
const CTRL_C = '\u0003';

interface Asked<T> {
  readonly answer: T;
  readonly shown: string;
}

/** Types the keys once the last words of the question stand there. */
async function ask<T>(question: (terminal: Terminal) => Promise<T>, last: string, keys: string): Promise<Asked<T>> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const asked = question({ input, output });
  while (!shown.includes(last)) await new Promise((resolve) => setTimeout(resolve, 5));
  input.write(keys);
  return { answer: await asked, shown: stripVTControlCharacters(shown) };
}

describe('a question at a terminal', () => {
  const which = (terminal: Terminal): Promise<number | undefined> =>
    askWhich('Which?', ['one', 'two\u001b[2J', 'three'], terminal);
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

  it('gives nothing when it is left with Ctrl-C', async () => {
    assert.equal((await ask(which, 'three', CTRL_C)).answer, undefined);
    assert.equal((await ask(yes, '(y/N)', CTRL_C)).answer, undefined);
    assert.equal((await ask(text, 'Type it:', CTRL_C)).answer, undefined);
  });
});
