import type { ArgumentDefinition, Candidate, CommandDefinition, Definitions, FlagDefinition } from './definitions.ts';
import { KIND_OF_ARGUMENT, KIND_OF_VALUE, type Kind } from './kinds.ts';
import type { Line } from './read-line.ts';

/** What can be offered: words that the definitions know, or what has to be looked for. */
export type Offer = { readonly words: readonly Candidate[] } | { readonly kind: Kind };

const HELP: FlagDefinition = { type: 'boolean', char: 'h', summary: 'show help' };

/** What can stand under the cursor, by the definitions of commands alone. */
export function offerFor({ slot, command, given, word }: Line, { commands, lead }: Definitions): Offer {
  if (slot.type === 'command')
    return { words: commands.filter(({ hidden }) => hidden !== true).flatMap((one) => commandWords(one, word)) };
  if (slot.type === 'flag') return { words: flagWords({ ...(command?.flags ?? lead), help: HELP }, given) };
  if (slot.type === 'value') return valueOffer(slot.flag, word.slice(slot.before.length));
  if (slot.type === 'argument') return argumentOffer(slot.argument);
  return { kind: slot.type === 'foreign' ? 'file' : 'nothing' };
}

const argumentOffer = ({ options, name }: ArgumentDefinition): Offer =>
  options === undefined ? { kind: KIND_OF_ARGUMENT[name] ?? 'nothing' } : { words: options.map((word) => ({ word })) };

/** Aliases are known to those who have begun to type them. */
const commandWords = ({ id, summary, aliases }: CommandDefinition, word: string): readonly Candidate[] => [
  { word: id, means: summary },
  ...(word === '' ? [] : aliases.map((alias) => ({ word: alias, means: summary }))),
];

const flagWords = (flags: Readonly<Record<string, FlagDefinition>>, given: ReadonlySet<string>): readonly Candidate[] =>
  Object.entries(flags)
    .filter(([name, flag]) => !given.has(name) || flag.multiple === true)
    .filter(([, { exclusive = [] }]) => !exclusive.some((other) => given.has(other)))
    .flatMap(([name, { char, summary, allowNo }]) => [
      { word: `--${name}`, means: summary },
      ...(char === undefined ? [] : [{ word: `-${char}`, means: summary }]),
      ...(allowNo === true ? [{ word: `--no-${name}`, means: `not: ${summary ?? name}` }] : []),
    ]);

/** `one|two|three` in a flag's help are all that it takes. */
const CHOICE = /^[\w-]+(\|[\w-]+)+$/;

function valueOffer({ type, options, helpValue, delimiter }: FlagDefinition, value: string): Offer {
  if (type === 'boolean') return { words: ['true', 'false'].map((word) => ({ word })) };
  const help = String(helpValue ?? '');
  const known = options ?? (CHOICE.test(help) ? help.split('|') : undefined);
  if (known === undefined) return { kind: KIND_OF_VALUE[help] ?? 'nothing' };
  const typed = delimiter === undefined ? '' : value.slice(0, value.lastIndexOf(delimiter) + 1);
  const taken = new Set(delimiter === undefined ? [] : typed.split(delimiter));
  return { words: known.filter((word) => !taken.has(word)).map((word) => ({ word: `${typed}${word}` })) };
}
