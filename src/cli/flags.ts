import { Flags, type Interfaces } from '@oclif/core';
import { durationOf } from './durations.ts';

/** Where the one instance is that a command needs. */
export const namespaceFlag = {
  namespace: Flags.string({
    char: 'n',
    summary: "namespace to look in; without it the context's, else `default`",
    helpValue: 'NAMESPACE',
  }),
};

/** Where to look: kubectl's own flags. */
export const scopeFlags = {
  ...namespaceFlag,
  'all-namespaces': Flags.boolean({ char: 'A', summary: 'look in all namespaces, whatever --namespace says' }),
};

/** A time with its unit, such as `90s` or `1m30s`; in milliseconds. */
export const durationFlag = (summary: string, usual: string): Interfaces.OptionFlag<number> =>
  Flags.custom<number>({
    summary: `${summary}; ${usual} when left out`,
    helpValue: 'DURATION',
    default: durationOf(usual),
    parse: (text) => parsed(() => durationOf(text)),
  })();

/** The same where leaving it out means something else than a time. */
export const optionalDurationFlag = (summary: string): Interfaces.OptionFlag<number | undefined> =>
  Flags.custom<number>({ summary, helpValue: 'DURATION', parse: (text) => parsed(() => durationOf(text)) })();

/** oclif writes into the errors that are thrown here; ours goes around that as the cause of another one. */
async function parsed<T>(parse: () => T): Promise<T> {
  try {
    return parse();
  } catch (cause) {
    throw new Error('a value that makes no sense', { cause });
  }
}

/** For commands that can wait for what they show. */
export const waitFlags = {
  wait: Flags.boolean({ summary: 'wait until every instance in scope is Ready and nothing is wrong with it' }),
  timeout: durationFlag('how long to wait before giving up with 124', '5m'),
};

const SEVERITIES = ['never', 'warning', 'error'] as const;

/** For commands that show findings. */
export const failOnFlag = {
  'fail-on': Flags.option({ options: SEVERITIES })({
    summary: 'exit with 1 for a finding of this severity or worse',
    helpValue: SEVERITIES.join('|'),
    default: 'error',
  }),
};

/** A flag for each entry of a table, under its name. */
export function flagsOf<K extends string, R, F>(table: Readonly<Record<K, R>>, make: (entry: R) => F): Record<K, F> {
  const flags = Object.entries<R>(table).map(([name, entry]) => [name, make(entry)]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its names are those of the table
  return Object.fromEntries(flags) as Record<K, F>;
}
