import assert from 'node:assert/strict';
import { Parser } from '@oclif/core';
import * as fc from 'fast-check';
import { inOclifWords } from '../../../src/cli/command-line.ts';
import { globalFlags } from '../../../src/cli/global-flags.ts';
import Install from '../../../src/commands/install.ts';
import { shellWord } from '../../../src/errors/index.ts';
import { argvOf, SETTINGS, SWITCHES, type InstallOptions } from '../../../src/install/index.ts';
import { run } from '../../ground/run.ts';

type Said = Omit<InstallOptions, 'base'> & { readonly createNamespace: boolean };

const FLAGS = { ...globalFlags, ...Install.flags };

/** What `install` understands, as far as somebody has said it. */
async function parsed(argv: readonly string[]): Promise<Said> {
  const { args, flags } = await Parser.parse(inOclifWords(argv, FLAGS), { flags: FLAGS, args: Install.args });
  const chosen = (table: object): object =>
    Object.fromEntries(Object.entries(flags).filter(([name]) => Object.hasOwn(table, name)));
  return {
    name: args.name ?? '',
    namespace: flags.namespace,
    createNamespace: flags['create-namespace'],
    settings: chosen(SETTINGS),
    switches: chosen(SWITCHES),
    ingressHosts: flags['ingress-host'] ?? [],
    images: flags.image ?? [],
    set: flags.set ?? [],
  };
}

/** Any text that can be an argument of a program, often one that means something to a shell. Of our values none begins with a dash. */
const text = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => !/^-|\0/.test(one)),
  fc.constantFrom("'", '=', '$HOME', '`x`', '55 23 * * *', '{"max_age": "2d"}', 'a\nb'),
);
const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
const some = <T>(names: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.dictionary(fc.constantFrom(...names), value);

const options: fc.Arbitrary<Said> = fc.record({
  name,
  namespace: fc.option(name, { nil: undefined }),
  createNamespace: fc.boolean(),
  settings: some(Object.keys(SETTINGS), text),
  switches: some(Object.keys(SWITCHES), fc.boolean()),
  ingressHosts: fc.array(text, { maxLength: 3 }),
  images: fc.array(text, { maxLength: 3 }),
  set: fc.array(text, { maxLength: 3 }),
});

/** A switch that nobody has touched is off. */
const plain = ({ createNamespace, ...said }: Said): unknown =>
  JSON.parse(JSON.stringify({ ...said, ...(createNamespace ? { createNamespace } : {}) }));

describe('the arguments that say what options say', () => {
  it('are understood as these very options', () =>
    fc.assert(
      fc.asyncProperty(options, async (said) => {
        assert.deepEqual(plain(await parsed(argvOf(said))), plain(said));
      }),
      { numRuns: 300 },
    ));

  it('are the same behind a shell', () =>
    fc.assert(
      fc.asyncProperty(fc.array(options, { minLength: 20, maxLength: 20 }), async (all) => {
        const words = all.flatMap((said) => argvOf(said));
        const line = String.raw`printf '%s\0' ${words.map(shellWord).join(' ')}`;
        assert.deepEqual((await run(['sh', '-c', line])).split('\0').slice(0, -1), words);
      }),
      { numRuns: 10 },
    ));

  it('are in the order of the help', () => {
    const said = { name: 'a', namespace: 'b', settings: { storage: 'memory', strategy: 'allInOne' } };
    assert.deepEqual(argvOf({ ...said, switches: { ingress: false, cleaner: true } }), [
      'a',
      '-n',
      'b',
      '--strategy',
      'allInOne',
      '--storage',
      'memory',
      '--no-ingress',
      '--cleaner',
    ]);
  });
});
