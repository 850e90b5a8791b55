import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { commandFirst, inOclifWords, valueOf, type FlagShapes } from '../../../src/cli/command-line.ts';

const FLAGS: FlagShapes = {
  watch: { type: 'boolean', char: 'w' },
  wait: { type: 'boolean', allowNo: true },
  'all-namespaces': { type: 'boolean', char: 'A' },
  output: { type: 'option', char: 'o' },
  namespace: { type: 'option', char: 'n' },
  token: { type: 'option' },
  filename: { type: 'option', char: 'f', multiple: true },
};

describe('the command line, in kubectl’s grammar', () => {
  for (const [typed, expected] of [
    ['--watch=false NAME', ['NAME']],
    ['--watch=true NAME', ['--watch', 'NAME']],
    ['--watch=T --watch=0', []],
    ['--watch --watch=false', []],
    ['--watch=false -w', ['--watch']],
    ['--watch=maybe', ['--watch=maybe']],
    ['--wait=false', ['--no-wait']],
    ['-A=false x', ['x']],
    ['-Aw', ['--all-namespaces', '--watch']],
    ['-Ao json', ['--all-namespaces', '--output=json']],
    ['-ojson', ['--output=json']],
    ['-o=json', ['--output=json']],
    ['-o json NAME', ['--output=json', 'NAME']],
    ['--output json --output=table', ['--output=table']],
    ['--token -abc', ['--token=-abc']],
    ['--token=--watch=false', ['--token=--watch=false']],
    ['--namespace=', ['--namespace=']],
    ['-f a.yaml NAME -f - -f b', ['--filename=a.yaml', 'NAME', '--filename=-', '--filename=b']],
    ['NAME - -n x', ['NAME', '-', '--namespace=x']],
    ['-n x -- -w --watch=false', ['--namespace=x', '--', '-w', '--watch=false']],
    ['--nonesuch=1 -x -Ax --no-wait', ['--nonesuch=1', '-x', '-Ax', '--no-wait']],
    ['--token', ['--token']],
    ['-n', ['--namespace']],
    ['--constructor=1', ['--constructor=1']],
  ] as const) {
    it(typed, () => {
      assert.deepEqual(inOclifWords(typed.split(' '), FLAGS), expected);
    });
  }

  it('means the same when it is read twice', () => {
    for (const typed of ['--watch=false -Ao json NAME -n x', '-f a -f b -- -w', '--token -abc --wait']) {
      const once = inOclifWords(typed.split(' '), FLAGS);
      assert.deepEqual(inOclifWords(once, FLAGS), once);
    }
  });

  for (const [typed, expected] of [
    ['-n x status NAME', 'status NAME -n x'],
    ['--watch -o json status -A', 'status --watch -o json -A'],
    ['status -n x', 'status -n x'],
    ['--help', '--help'],
    ['-n x --help', '-n x --help'],
    ['--nonesuch status', '--nonesuch status'],
    ['-n x', '-n x'],
    ['-n x -- status', '-n x -- status'],
    ['', ''],
  ] as const) {
    it(`puts the command first: ${typed}`, () => {
      assert.equal(commandFirst(typed.split(' '), FLAGS).join(' '), expected);
    });
  }

  it('knows the last value of a flag', () => {
    assert.equal(valueOf(['status', '-n', 'a', '-nb', '--', '-n', 'c'], FLAGS, 'namespace'), 'b');
    assert.equal(valueOf(['status', '-w'], FLAGS, 'namespace'), undefined);
  });
});

describe('the command line, whatever is typed', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '-A',
      '-w',
      '--watch=false',
      '--wait=false',
      '-ojson',
      '-o',
      'json',
      '-Ao',
      '-n',
      '-f',
      '--',
      '-',
      '--output=',
      'NAME',
    ),
    fc.string(),
  );
  const argv = fc.array(word, { maxLength: 8 });

  it('means the same when it is read twice', () => {
    fc.assert(
      fc.property(argv, (typed) => {
        const once = inOclifWords(typed, FLAGS);
        assert.deepEqual(inOclifWords(once, FLAGS), once);
      }),
    );
  });

  it('is left alone behind a double dash', () => {
    fc.assert(fc.property(argv, (rest) => assert.deepEqual(inOclifWords(['--', ...rest], FLAGS), ['--', ...rest])));
  });

  it('loses and makes no word that is no flag', () => {
    const plain = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 5 });
    fc.assert(
      fc.property(plain, (names) =>
        assert.deepEqual(inOclifWords(['-A', ...names, '-w'], FLAGS), ['--all-namespaces', ...names, '--watch']),
      ),
    );
  });
});
