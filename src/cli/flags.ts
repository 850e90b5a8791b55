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
