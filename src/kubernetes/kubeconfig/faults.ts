import type { ClusterEntry, ExecEntry, UserEntry } from './entries.ts';
import { proxyFault } from './proxy.ts';
import type { Settled } from './settle.ts';

const PLUGIN_API = /^client\.authentication\.k8s\.io\/v1(beta1)?$/;
const INTERACTIVE_MODES = ['Never', 'IfAvailable', 'Always'];

/** Everything for which kubectl refuses to use such entries (client-go 0.36, tools/clientcmd/validation.go). */
export const faultsOf = ({ clusterName, cluster, userName, user }: Settled): string[] => [
  ...userFaults(user).map((fault) => `user "${userName}": ${fault}`),
  ...clusterFaults(cluster).map((fault) => `cluster "${clusterName}": ${fault}`),
];

type Rule = readonly [isBroken: boolean, fault: string];

const broken = (rules: readonly Rule[]): string[] => rules.flatMap(([isBroken, fault]) => (isBroken ? [fault] : []));

const both = (one: string, other: string): boolean => one !== '' && other !== '';

function clusterFaults({ caFile, caData, insecure, proxyUrl }: ClusterEntry): string[] {
  const proxy = proxyUrl === '' ? undefined : proxyFault(proxyUrl);
  return broken([
    [both(caFile, caData), 'certificate-authority and certificate-authority-data are both there'],
    [insecure && caFile + caData !== '', 'a certificate authority and insecure-skip-tls-verify are both there'],
    [proxy !== undefined, `invalid proxy-url: ${proxy}`],
  ]);
}

function userFaults(user: UserEntry): string[] {
  const hasCertificate = user.certFile + user.certData !== '';
  const isImpersonating = user.asUid !== '' || user.asGroups.length > 0 || user.asExtra.size > 0;
  return [
    ...broken([
      [
        hasCertificate && both(user.certFile, user.certData),
        'client-certificate and client-certificate-data are both there',
      ],
      [hasCertificate && both(user.keyFile, user.keyData), 'client-key and client-key-data are both there'],
      [
        hasCertificate && user.keyFile + user.keyData === '',
        'a client certificate without client-key or client-key-data',
      ],
      [both(user.token, user.username + user.password), 'more than one authentication method: token and basic auth'],
      [user.authProvider !== undefined && user.exec !== undefined, 'auth-provider and exec are both there'],
      [isImpersonating && user.as === '', 'requesting uid, groups or user-extra without impersonating a user'],
    ]),
    ...(user.exec ? pluginFaults(user.exec) : []),
  ];
}

const pluginFaults = ({ command, apiVersion, env, interactiveMode }: ExecEntry): string[] =>
  broken([
    [command === '', 'exec: command is missing'],
    [!PLUGIN_API.test(apiVersion), `exec: apiVersion must be client.authentication.k8s.io/v1 or v1beta1`],
    [env.some(({ name }) => name === ''), 'exec: an env entry without a name'],
    [
      !INTERACTIVE_MODES.includes(interactiveMode),
      `exec: interactiveMode must be one of ${INTERACTIVE_MODES.join(', ')}`,
    ],
  ]);
