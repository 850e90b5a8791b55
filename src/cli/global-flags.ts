import { Flags, type Interfaces } from '@oclif/core';
import type { ClusterChoice } from '../kubernetes/ports.ts';
import { requestTimeoutOf } from './durations.ts';

const GLOBAL = { helpGroup: 'GLOBAL' };

const text = (summary: string, helpValue: string): Interfaces.OptionFlag<string | undefined> =>
  Flags.string({ summary, helpValue, ...GLOBAL });

const texts = (summary: string, helpValue: string): Interfaces.OptionFlag<string[] | undefined> =>
  Flags.string({ summary, helpValue, multiple: true, multipleNonGreedy: true, ...GLOBAL });

/** Which cluster, as whom, and how: kubectl's own flags, with its names, shorts and meaning (kubectl 1.36, `kubectl options`). */
const clusterFlags = {
  as: text('user to act as; may be a service account', 'USERNAME'),
  'as-group': texts('group to act as; can be repeated', 'GROUP'),
  'as-uid': text('UID to act as', 'UID'),
  'as-user-extra': texts('extra of the user to act as; can be repeated', 'KEY=VALUE'),
  'cache-dir': text('accepted as kubectl does; nothing is cached', 'DIR'),
  'certificate-authority': text('certificates of the authority that signs for the server', 'FILE'),
  'client-certificate': text('client certificate to log in with', 'FILE'),
  'client-key': text('key of the client certificate', 'FILE'),
  cluster: text('name of the kubeconfig cluster to use', 'CLUSTER'),
  context: text('name of the kubeconfig context to use', 'CONTEXT'),
  'disable-compression': Flags.boolean({ summary: 'ask the server not to compress its answers', ...GLOBAL }),
  'insecure-skip-tls-verify': Flags.boolean({
    summary: "do not verify the server's certificate: whoever is in between can read and change everything",
    ...GLOBAL,
  }),
  kubeconfig: text('kubeconfig file to use, and no other', 'FILE'),
  password: text('password for basic authentication', 'PASSWORD'),
  'request-timeout': text(
    'how long one request may take, e.g. 5, 1s, 1m30s; 0 is for ever, without it 30s',
    'DURATION',
  ),
  server: Flags.string({ char: 's', summary: 'address of the API server', helpValue: 'URL', ...GLOBAL }),
  'tls-server-name': text("name that the server's certificate must have, if not its host name", 'NAME'),
  token: text('bearer token to log in with', 'TOKEN'),
  user: text('name of the kubeconfig user to use', 'USER'),
  username: text('user name for basic authentication', 'USERNAME'),
};

/** What every command takes. */
export const globalFlags = {
  ...clusterFlags,
  v: Flags.integer({
    char: 'v',
    summary: 'how much to tell of what is done; 6 and up for bug reports',
    helpValue: 'LEVEL',
    min: 0,
    default: 0,
    ...GLOBAL,
  }),
};

export type GlobalFlags = Interfaces.InferredFlags<typeof globalFlags>;

export const clusterChoice = (flags: GlobalFlags): ClusterChoice => ({
  kubeconfig: flags.kubeconfig,
  context: flags.context,
  cluster: flags.cluster,
  user: flags.user,
  server: flags.server,
  tlsServerName: flags['tls-server-name'],
  insecure: flags['insecure-skip-tls-verify'],
  caFile: flags['certificate-authority'],
  certFile: flags['client-certificate'],
  keyFile: flags['client-key'],
  token: flags.token,
  username: flags.username,
  password: flags.password,
  as: flags.as,
  asUid: flags['as-uid'],
  asGroups: flags['as-group'],
  asExtra: flags['as-user-extra'],
  requestTimeoutMs: flags['request-timeout'] ? requestTimeoutOf(flags['request-timeout']) : undefined,
  disableCompression: flags['disable-compression'],
});
