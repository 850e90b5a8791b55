import { tokenize, type FlagShapes, type Token } from '../command-line.ts';
import type { ArgumentDefinition, CommandDefinition, Definitions, FlagDefinition } from './definitions.ts';

/** What the word under the cursor is to be. */
type Slot =
  | { readonly type: 'command' }
  | { readonly type: 'flag' }
  /** `before` is what the word begins with and is no part of the value. */
  | { readonly type: 'value'; readonly flag: FlagDefinition; readonly before: string }
  | { readonly type: 'argument'; readonly argument: ArgumentDefinition }
  /** Of another program, behind `--`. */
  | { readonly type: 'foreign' }
  | { readonly type: 'nothing' };

/** A command line up to the cursor. */
export interface Line {
  readonly slot: Slot;
  readonly word: string;
  readonly command: CommandDefinition | undefined;
  /** Names of the flags before the cursor. */
  readonly given: ReadonlySet<string>;
  /** Arguments before the cursor, without the name of the command. */
  readonly named: readonly string[];
  /** Flags that may stand before the name of any command, with their values, as they were typed. */
  readonly global: readonly string[];
}

/** Reads the words behind the program's name; the last one is under the cursor, and may be empty. */
export function readLine(words: readonly string[], { commands, lead }: Definitions): Line {
  const word = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const leading = tokenize(before, lead);
  const at = leading.findIndex(({ name }) => name === undefined);
  const called = leading[at]?.words[0];
  const command = commands.find(({ id, aliases }) => called !== undefined && [id, ...aliases].includes(called));
  const flags: Definitions['lead'] = { ...lead, ...command?.flags };
  const tokens = [...leading.slice(0, Math.max(at, 0)), ...tokenize(wordsOf(leading.slice(at + 1)), flags)];
  const known = at === -1 ? leading : tokens;
  const named = known.filter(isArgument).flatMap((token) => token.words.filter((one) => one !== '--'));
  const line = { word, command, named, given: namesOf(known), global: globalWords(known, lead) };
  if (called !== undefined && command === undefined) return { ...line, slot: { type: 'nothing' } };
  return { ...line, slot: slotOf(word, { tokens: known, flags, command, named }) };
}

interface Before {
  readonly tokens: readonly Token[];
  readonly flags: Definitions['lead'];
  readonly command: CommandDefinition | undefined;
  readonly named: readonly string[];
}

function slotOf(word: string, { tokens, flags, command, named }: Before): Slot {
  if (tokens.some(isEnd))
    return /-- COMMAND/.test(String(command?.usage)) ? { type: 'foreign' } : argumentSlot(command, named.length);
  const awaiting = awaitingOf(tokens.at(-1), flags);
  if (awaiting !== undefined) return { type: 'value', flag: awaiting, before: '' };
  if (word.startsWith('-')) return flagSlot(word, flags);
  return command === undefined ? { type: 'command' } : argumentSlot(command, named.length);
}

/** The flag whose value is the next word. */
function awaitingOf(last: Token | undefined, flags: Definitions['lead']): FlagDefinition | undefined {
  const flag = last?.name === undefined || last.value !== undefined ? undefined : flags[last.name];
  return flag?.type === 'option' ? flag : undefined;
}

/** `--flag`, or what stands behind the `=` of one. */
function flagSlot(word: string, flags: Definitions['lead']): Slot {
  const [before, name] = /^--?([^=]+)=/.exec(word) ?? [];
  if (before === undefined || name === undefined) return { type: 'flag' };
  const isLong = before.startsWith('--');
  const [, flag] = Object.entries(flags).find(([long, { char }]) => (isLong ? long : char) === name) ?? [];
  return flag === undefined ? { type: 'nothing' } : { type: 'value', flag, before };
}

function argumentSlot(command: CommandDefinition | undefined, position: number): Slot {
  const all = Object.values(command?.args ?? {});
  const argument = all[position] ?? all.findLast(({ multiple }) => multiple === true);
  return argument === undefined ? { type: 'nothing' } : { type: 'argument', argument };
}

const isEnd = ({ words }: Token): boolean => words[0] === '--';

const isArgument = (token: Token): boolean =>
  token.name === undefined && (isEnd(token) || token.words[0]?.startsWith('-') !== true);

const wordsOf = (tokens: readonly Token[]): readonly string[] => tokens.flatMap(({ words }) => words);

const namesOf = (tokens: readonly Token[]): ReadonlySet<string> => new Set(tokens.flatMap(({ name }) => name ?? []));

/** Without the one whose value is still to be typed. */
const globalWords = (tokens: readonly Token[], lead: FlagShapes): readonly string[] =>
  wordsOf(
    tokens.filter(({ name, value }) => {
      const flag = name !== undefined && Object.hasOwn(lead, name) ? lead[name] : undefined;
      return flag !== undefined && (flag.type === 'boolean' || value !== undefined);
    }),
  );
