import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { askWhich } from '../../../src/terminal/index.ts';

const DOWN = '\u001b[B';
const CTRL_C = '\u0003';

interface Asked {
  readonly choice: number | undefined;
  readonly shown: string;
}

/** Types the keys once the question stands there. */
async function ask(keys: string): Promise<Asked> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const asked = askWhich('Which?', ['one', 'two\u001b[2J', 'three'], { input, output });
  while (!shown.includes('three')) await new Promise((resolve) => setTimeout(resolve, 5));
  input.write(keys);
  return { choice: await asked, shown: stripVTControlCharacters(shown) };
}

describe('a question at a terminal', () => {
  it('gives the choice that was made, and nothing of what choices carry reaches the terminal', async () => {
    const { choice, shown } = await ask(`${DOWN}\r`);
    assert.equal(choice, 1);
    assert.match(shown, /Which\?/);
    assert.match(shown, /two\^\[\[2J/);
  });

  it('gives none when it is left with Ctrl-C', async () => {
    assert.equal((await ask(CTRL_C)).choice, undefined);
  });
});
