import assert from 'node:assert/strict';
import type { ClusterChoice } from '../../../src/kubernetes/ports.ts';
import { kubeconfigDirectory, load, refusal } from '../../support/connections.ts';
import { kubeconfig, simple } from '../../support/kubeconfigs.ts';
import { tlsFile } from '../../support/recording-servers.ts';

const HTTPS = { server: 'https://one' };

describe('what kubectl refuses', () => {
  const { path, file } = kubeconfigDirectory();
  const named = (content: object | string, choice: ClusterChoice = {}): Promise<string> =>
    file('config', content).then((KUBECONFIG) =>
      refusal(() => load(choice, { KUBECONFIG })).replaceAll(`${path('')}/`, ''),
    );
  const loading = 'error: error loading config file "config": ';
  const tls = { 'client-certificate': '/gone/c.crt', 'client-key': '/gone/c.key' };

  for (const [what, content, choice, expected] of [
    ['broken YAML', 'a:\n  - [1', {}, `${loading}yaml: line 2: bad indent`],
    ['another kind', 'kind: Pod', {}, `${loading}line 1: kind is not Config: this is no kubeconfig`],
    [
      'a wrong type',
      'kind: Config\nusers:\n- name: u\n  user: {token: 5}',
      {},
      `${loading}line 4: users[0].user.token must be a string, not a number`,
    ],
    ['one name twice', '\nusers: [{name: u}, {name: u}]', {}, `${loading}line 2: users[1].name is there twice: "u"`],
    ['a list', '[]', {}, `${loading}line 1: the document must be a map, not a list`],
    ['no context', kubeconfig({}), {}, 'error: no current context is set'],
    [
      'an unknown context',
      kubeconfig({}),
      { context: 'x' },
      'Error in configuration: context was not found for specified context: x',
    ],
    [
      'a context of no cluster',
      kubeconfig({ contexts: { c: { cluster: 'gone', user: 'u' } }, current: 'c' }),
      {},
      'error: context "c" names no server: cluster "gone" has none',
    ],
    ['an unknown cluster', simple(HTTPS, {}), { cluster: 'x' }, 'error: no server found for cluster "x"'],
    ['an unknown user', simple(HTTPS, {}), { user: 'x' }, 'error: auth info "x" does not exist'],
    ['no credentials', simple(HTTPS, {}), {}, 'error: user "u" has no credentials'],
    [
      'another scheme',
      simple({ server: 'ftp://x' }, {}),
      {},
      'error: server "ftp://x" must be an http or https URL, or host:port',
    ],
    [
      'a proxy of another scheme',
      simple({ ...HTTPS, 'proxy-url': 'ftp://x' }, { token: 't' }),
      {},
      'error: cluster "k": invalid proxy-url: unsupported scheme "ftp", must be http, https, or socks5',
    ],
    [
      'a missing authority',
      simple({ ...HTTPS, 'certificate-authority': '/gone/ca' }, { token: 't' }),
      {},
      'error: unable to read certificate-authority /gone/ca for cluster "k": no such file or directory',
    ],
    [
      'an authority that is none',
      simple({ ...HTTPS, 'certificate-authority-data': 'Zm9v' }, { token: 't' }),
      {},
      'error: the certificate authority for cluster "k" is no certificate in PEM',
    ],
    [
      'a missing certificate',
      simple(HTTPS, tls),
      {},
      'error: unable to read client-certificate /gone/c.crt for user "u": no such file or directory',
    ],
    [
      'a certificate with another key',
      simple(HTTPS, { 'client-certificate': tlsFile('client.crt'), 'client-key': tlsFile('server.key') }),
      {},
      'error: client certificate and key for user "u" are no PEM, or do not belong together',
    ],
    [
      'a missing token file',
      simple(HTTPS, { tokenFile: '/gone/t' }),
      {},
      'error: unable to read tokenFile /gone/t: no such file or directory',
    ],
    [
      'a token that no header can carry',
      simple(HTTPS, { token: 'a\nb' }),
      {},
      'error: the value for the header Authorization has characters that no header may have',
    ],
    [
      'groups without a user',
      simple(HTTPS, { token: 't' }),
      { asGroups: ['g'] },
      'error: user "u": requesting uid, groups or user-extra without impersonating a user',
    ],
    [
      'a dropped auth-provider',
      simple(HTTPS, { 'auth-provider': { name: 'gcp' } }),
      {},
      'error: auth-provider "gcp" is not supported, by kubectl neither',
    ],
    [
      'an expired id-token',
      simple(HTTPS, { 'auth-provider': { name: 'oidc', config: { 'id-token': 'x' } } }),
      {},
      'error: the id-token of auth-provider "oidc" has expired',
    ],
    [
      'several things at once',
      simple({ ...HTTPS, 'insecure-skip-tls-verify': true, 'certificate-authority': '/gone' }, { exec: {} }),
      {},
      `Error in configuration: \n* user "u": exec: command is missing\n* user "u": exec: apiVersion must be client.authentication.k8s.io/v1 or v1beta1\n* user "u": exec: interactiveMode must be one of Never, IfAvailable, Always\n* cluster "k": a certificate authority and insecure-skip-tls-verify are both there`,
    ],
  ] as const) {
    it(what, async () => {
      assert.equal(await named(content, choice), expected);
    });
  }
});
