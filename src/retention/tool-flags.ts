import { variableOf, type Environment, type Unread } from './job-environment.ts';

type FlagType = 'text' | 'bool' | 'int';

/** Flag → its type, as the tools declare them (1.76; `es.token-file`, `es.api-key-file` from 2.20). */
export type FlagTypes = ReadonlyMap<string, FlagType>;

const COMMON: Readonly<Record<string, FlagType>> = {
  'index-prefix': 'text',
  archive: 'bool',
  timeout: 'int',
  'es.username': 'text',
  'es.password': 'text',
  'es.token-file': 'text',
  'es.api-key-file': 'text',
  'es.tls.enabled': 'bool',
  'es.tls.ca': 'text',
  'es.tls.cert': 'text',
  'es.tls.key': 'text',
  'es.tls.server-name': 'text',
  'es.tls.skip-host-verify': 'bool',
};

export const CLEANER_FLAGS = flagTypes({
  rollover: 'bool',
  'index-date-separator': 'text',
  'feature-gates': 'text',
});

export const ROLLOVER_FLAGS = flagTypes({
  'es.use-ilm': 'bool',
  'es.ilm-policy-name': 'text',
  'skip-dependencies': 'bool',
  'adaptive-sampling': 'bool',
  conditions: 'text',
  unit: 'text',
  'unit-count': 'int',
});

function flagTypes(own: Readonly<Record<string, FlagType>>): FlagTypes {
  return new Map(Object.entries({ ...COMMON, ...own }));
}

export interface Arguments {
  readonly flags: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
  /** Why the tool ends before it does anything. */
  readonly fault: string | undefined;
}

/** A command line as the tools take it apart (spf13/pflag 1.0): flags anywhere before `--`, the last one of a name counts. */
export function parseArguments(words: readonly string[], types: FlagTypes): Arguments {
  const flags = new Map<string, string>();
  const positionals: string[] = [];
  const ended = (fault?: string): Arguments => ({ flags, positionals, fault });
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return { ...ended(), positionals: [...positionals, ...words.slice(index + 1)] };
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      continue;
    }
    const [, name = '', , given] = /^--([^=]+)(=(.*))?$/s.exec(word) ?? [];
    const type = types.get(name);
    if (type === undefined) return ended(unknownFlag(word));
    const value = given ?? (type === 'bool' ? 'true' : words[++index]);
    if (value === undefined || !isValue(value, type)) return ended(`--${name} has no value that it takes`);
    flags.set(name, value);
  }
  return ended();
}

const unknownFlag = (word: string): string =>
  ['-h', '--help'].includes(word) ? 'it only prints its help' : `it does not know the flag ${word.split('=')[0]}`;

const isValue = (value: string, type: FlagType): boolean =>
  type === 'bool' ? parseBool(value) !== undefined : type === 'int' ? parseInteger(value) !== undefined : true;

/** Go's strconv.ParseBool. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}

/** Go's strconv.ParseInt with any base, as far as anybody writes it: `7`, `-1`, octal with a leading zero, `0x10`. */
export function parseInteger(text: string): number | undefined {
  const [, sign = '', hex, octal, decimal] = /^([+-]?)(?:0x([\da-f]+)|0([0-7]+)|(0|[1-9]\d*))$/i.exec(text) ?? [];
  const digits = hex ?? octal ?? decimal;
  if (digits === undefined) return undefined;
  const number = Number.parseInt(digits, hex === undefined ? (octal === undefined ? 10 : 8) : 16);
  return sign === '-' ? -number : number;
}

export interface SettingReader {
  text(flag: string, otherwise: string): string;
  /** What does not parse is false. */
  bool(flag: string): boolean;
  /** What does not parse is 0. */
  integer(flag: string, otherwise: number): number;
  /** What was asked for and cannot be known: the flag, and where its value would come from. */
  readonly unknown: readonly (Unread & { readonly flag: string })[];
}

/** A setting as viper finds it (1.76): a flag, else the variable of its name unless that is empty, else what the tool takes otherwise. */
export function settingReader(flags: ReadonlyMap<string, string>, environment: Environment): SettingReader {
  const unknown: (Unread & { flag: string })[] = [];
  const find = (flag: string): string | undefined => {
    const value = flags.get(flag) ?? variableOf(environment, variableName(flag));
    if (typeof value !== 'object') return value === '' && !flags.has(flag) ? undefined : value;
    unknown.push({ flag, from: value.from });
    return undefined;
  };
  return {
    text: (flag, otherwise) => find(flag) ?? otherwise,
    bool: (flag) => parseBool(find(flag) ?? '') ?? false,
    integer(flag, otherwise) {
      const value = find(flag);
      return value === undefined ? otherwise : (parseInteger(value) ?? 0);
    },
    unknown,
  };
}

const variableName = (flag: string): string => flag.toUpperCase().replaceAll(/[.-]/g, '_');
