import { Flags } from '@oclif/core';

/** Where to look: kubectl's own flags. */
export const scopeFlags = {
  namespace: Flags.string({
    char: 'n',
    summary: "namespace to look in; without it the context's, else `default`",
    helpValue: 'NAMESPACE',
  }),
  'all-namespaces': Flags.boolean({ char: 'A', summary: 'look in all namespaces, whatever --namespace says' }),
};

const FORMATS = ['table', 'json'] as const;
export type OutputFormat = (typeof FORMATS)[number];

export const outputFlags = {
  output: Flags.option({ options: FORMATS })({
    char: 'o',
    summary: 'output format',
    helpValue: 'table|json',
    default: 'table',
  }),
};
