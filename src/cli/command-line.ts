/** What the command line's grammar needs to know of a flag. */
interface FlagShape {
  readonly type: 'boolean' | 'option';
  readonly char?: string | undefined;
  readonly multiple?: boolean | undefined;
  readonly allowNo?: boolean | undefined;
}

export type FlagShapes = Readonly<Record<string, FlagShape>>;

/** A flag and its value; `undefined` where none was given. What is no flag that we know has no name. */
export interface Token {
  readonly name?: string;
  readonly value?: string | undefined;
  /** As it was typed. */
  readonly words: readonly string[];
}

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/**
 * A command line in kubectl's grammar (pflag 1.0), in words that oclif reads the same way: `--watch=false` is no flag and
 * a positional argument to it, `-Ao json` and a value that begins with a dash are unknown, and a flag given twice is an
 * error and not the later of the two. Words that are no flag of `flags` stay as and where they are.
 */
export function inOclifWords(argv: readonly string[], flags: FlagShapes): string[] {
  const tokens = tokenize(argv, flags);
  const last = new Map(tokens.map(({ name }, index) => [name, index]));
  return tokens.flatMap((token, index) => {
    const flag = token.name === undefined ? undefined : flags[token.name];
    if (!flag || token.name === undefined) return token.words;
    if (!flag.multiple && last.get(token.name) !== index) return [];
    return flag.type === 'boolean' ? booleanWords(token.name, flag, token) : optionWords(token.name, token);
  });
}

function booleanWords(name: string, flag: FlagShape, { value, words }: Token): readonly string[] {
  if (value === undefined || TRUE.has(value)) return [`--${name}`];
  if (!FALSE.has(value)) return words;
  return flag.allowNo ? [`--no-${name}`] : [];
}

const optionWords = (name: string, { value }: Token): string[] =>
  value === undefined ? [`--${name}`] : [`--${name}=${value}`];

/** The flags of `flags` that stand before the first word which is none, put behind the name of the command. */
export function commandFirst(argv: readonly string[], flags: FlagShapes): string[] {
  const tokens = tokenize(argv, flags);
  const lead = tokens.findIndex(({ name }) => name === undefined);
  if (lead <= 0 || tokens[lead]?.words[0]?.startsWith('-')) return [...argv];
  const rest = tokens.slice(lead).flatMap(({ words }) => words);
  const end = rest.findIndex((word) => word.startsWith('-'));
  const at = end === -1 ? rest.length : end;
  return [...rest.slice(0, at), ...tokens.slice(0, lead).flatMap(({ words }) => words), ...rest.slice(at)];
}

/** The last value that a flag is given, if it is. */
export const valueOf = (argv: readonly string[], flags: FlagShapes, wanted: string): string | undefined =>
  tokenize(argv, flags).findLast(({ name }) => name === wanted)?.value;

/** The words as flags with their values, and others. */
export function tokenize(argv: readonly string[], flags: FlagShapes): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < argv.length;) {
    const rest = argv.slice(index);
    if (rest[0] === '--') return [...tokens, { words: rest }];
    const read = flagAt(rest, flags);
    tokens.push(...read);
    index += read.flatMap(({ words }) => words).length;
  }
  return tokens;
}

function flagAt([word = '', next]: readonly string[], flags: FlagShapes): Token[] {
  if (word.startsWith('--')) return [longFlag(word, next, flags)];
  if (word.startsWith('-') && word !== '-') return shortFlags(word, next, flags) ?? [{ words: [word] }];
  return [{ words: [word] }];
}

function longFlag(word: string, next: string | undefined, flags: FlagShapes): Token {
  const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (!flag) return { words: [word] };
  if (flag.type === 'boolean' || value !== undefined || next === undefined) return { name, value, words: [word] };
  return { name, value: next, words: [word, next] };
}

/** `-A`, `-Ao json`, `-ojson`, `-o=json`; undefined where one of the letters is no flag. */
function shortFlags(word: string, next: string | undefined, flags: FlagShapes): Token[] | undefined {
  const tokens: Token[] = [];
  for (let index = 1; index < word.length; index++) {
    const [name, flag] = Object.entries(flags).find(([, { char }]) => char === word[index]) ?? [];
    if (!flag || name === undefined) return undefined;
    const after = word.slice(index + 1);
    const words = tokens.length === 0 ? [word] : [];
    if (after.startsWith('=')) return [...tokens, { name, value: after.slice(1), words }];
    if (flag.type === 'boolean') tokens.push({ name, words });
    else if (after !== '') return [...tokens, { name, value: after, words }];
    else return [...tokens, { name, value: next, words: next === undefined ? words : [...words, next] }];
  }
  return tokens;
}
