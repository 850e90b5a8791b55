import { Flags, type Interfaces } from '@oclif/core';
import { JaegerError } from '../errors/index.ts';

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

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A time with its unit, such as `90s` or `1m30s`; in milliseconds. */
export const durationFlag = (summary: string, usual: string): Interfaces.OptionFlag<number> =>
  Flags.custom<number>({
    summary: `${summary}; ${usual} when left out`,
    helpValue: 'DURATION',
    default: durationOf(usual),
    parse: (text) => Promise.resolve(durationOf(text)),
  })();

/** The same where leaving it out means something else than a time. */
export const optionalDurationFlag = (summary: string): Interfaces.OptionFlag<number | undefined> =>
  Flags.custom<number>({ summary, helpValue: 'DURATION', parse: (text) => Promise.resolve(durationOf(text)) })();

function durationOf(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text))
    throw new JaegerError(
      'USAGE',
      `invalid duration "${text.slice(0, 40)}": it takes numbers with a unit, e.g. 90s, 5m`,
    );
  const parts = [...text.matchAll(/([\d.]+)([a-z]+)/g)];
  return parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS_MS[unit] ?? 0), 0);
}
