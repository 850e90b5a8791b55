import { Flags } from '@oclif/core';
import { JaegerError } from '../errors/index.ts';
import {
  INDEX_TYPES,
  SORTINGS,
  type IndexChoice,
  type IndexType,
  type Sorting,
  type StoreChoice,
} from '../retention/index.ts';
import { durationOf } from './durations.ts';
import { readInput } from './read-input.ts';

/** For commands that ask an instance's Elasticsearch: where it is and as whom, where that is not what the instance says. */
export const storeFlags = {
  'es-url': Flags.string({ summary: 'where the store is, instead of where the instance finds it', helpValue: 'URL' }),
  'es-secret': Flags.string({
    summary:
      'Secret with what the store wants to see, instead of what the instance shows: username and password, token, api-key, or tls.crt and tls.key; ca.crt',
    helpValue: '[NAMESPACE/]SECRET',
  }),
  'es-ca': Flags.string({ summary: "file with the authority of the store's certificate", helpValue: 'FILE' }),
  'es-pod': Flags.string({
    summary:
      'Pod that reaches the store, where this machine does not: `nc` is run in it, which needs the right to exec',
    helpValue: '[NAMESPACE/]POD',
  }),
  'allow-plain-http': Flags.boolean({ summary: 'send credentials to an http URL outside the cluster' }),
};

/** Which indices are shown. */
export const indexFlags = {
  type: Flags.option({ options: INDEX_TYPES, multiple: true, delimiter: ',' })({
    summary: 'only indices of these types; can be repeated',
    helpValue: INDEX_TYPES.join('|'),
  }),
  'older-than': Flags.string({
    summary: 'only indices made longer ago than this, e.g. 7d, 36h',
    helpValue: 'DURATION',
  }),
  'sort-by': Flags.option({ options: SORTINGS })({
    summary: 'order of the indices',
    helpValue: SORTINGS.join('|'),
    default: 'name',
  }),
};

interface StoreFlags {
  readonly 'es-url'?: string | undefined;
  readonly 'es-secret'?: string | undefined;
  readonly 'es-ca'?: string | undefined;
  readonly 'es-pod'?: string | undefined;
  readonly 'allow-plain-http': boolean;
}

/** A Secret or a Pod without a namespace is in the instance's. Throws USAGE. */
export async function storeChoice(flags: StoreFlags, namespace: string): Promise<StoreChoice> {
  const { 'es-url': url, 'es-secret': secret, 'es-ca': file, 'es-pod': pod } = flags;
  if (url !== undefined && /\/\/[^/]*@/.test(url))
    throw new JaegerError(
      'USAGE',
      '--es-url has a user and a password, which everybody sees in the list of processes',
      {
        hints: ['put them into a Secret: --es-secret [NAMESPACE/]NAME'],
      },
    );
  return {
    url,
    secret: secret === undefined ? undefined : placeOf('--es-secret', secret, namespace),
    pod: pod === undefined ? undefined : placeOf('--es-pod', pod, namespace),
    authority: file === undefined ? undefined : await readInput(file, '--es-ca'),
    allowPlainHttp: flags['allow-plain-http'],
  };
}

function placeOf(flag: string, text: string, usual: string): { readonly namespace: string; readonly name: string } {
  const parts = text.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2 || first === '' || second === '')
    throw new JaegerError('USAGE', `${flag} "${text.slice(0, 80)}": it takes NAME or NAMESPACE/NAME`);
  return second === undefined ? { namespace: usual, name: first } : { namespace: first, name: second };
}

interface IndexFlags {
  readonly type?: readonly IndexType[] | undefined;
  readonly 'older-than'?: string | undefined;
  readonly 'sort-by': Sorting;
}

/** Throws USAGE. */
export const indexChoice = ({ type, 'older-than': age, 'sort-by': sortedBy }: IndexFlags): IndexChoice => ({
  types: type,
  olderThanMs: age === undefined ? undefined : ageOf(age),
  sortedBy,
});

const DAY_MS = 86_400_000;

/** Retention is counted in days, which Go's durations do not know. */
const ageOf = (text: string): number => (/^\d+d$/.test(text) ? Number.parseInt(text, 10) * DAY_MS : durationOf(text));
