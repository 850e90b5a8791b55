import { tlsFile } from '../../support/recording-servers.ts';
import { base64, simple } from '../../support/kubeconfigs.ts';
import { trusted, type Case, type Ports } from './case.ts';

const future = 4_000_000_000;
const jwt = (exp: number): string =>
  ['{"alg":"none"}', JSON.stringify({ iss: 'https://x', exp }), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

const oidc = (exp: number): object => ({
  'auth-provider': { name: 'oidc', config: { 'idp-issuer-url': 'https://x', 'client-id': 'x', 'id-token': jwt(exp) } },
});

const KIND = 'client.authentication.k8s.io/v1';

const status = (fields: object, apiVersion = KIND): string =>
  JSON.stringify({ apiVersion, kind: 'ExecCredential', status: fields });

const plugin = (script: string, more: object = {}): object => ({
  exec: { apiVersion: KIND, command: 'sh', args: ['-c', script], interactiveMode: 'Never', ...more },
});

/** Prints what it is told of us and of the cluster as its token. */
const TELLS = `printf '{"apiVersion":"${KIND}","kind":"ExecCredential","status":{"token":"%s"}}' "$(printf %s "$KUBERNETES_EXEC_INFO" | base64 -w0)"`;

const pemText = (name: string): string => atob(base64(name));

/** As whom. */
export function userCases(ports: Ports): Case[] {
  const as = (user: object): Record<string, object> => ({ config: simple(trusted(ports), user) });
  const simply = as({ token: 'secret' });
  const certificate = { 'client-certificate-data': base64('client.crt'), 'client-key-data': base64('client.key') };
  const second = [
    `--client-certificate=${tlsFile('second-client.crt')}`,
    `--client-key=${tlsFile('second-client.key')}`,
  ];
  return [
    { what: '--token', files: simply, flags: ['--token', 'flag'] },
    {
      what: 'tokenFile, relative to the kubeconfig',
      files: { 'sub/config': simple(trusted(ports), { tokenFile: 'token' }), 'sub/token': ' from-file\n' },
      env: { KUBECONFIG: 'sub/config' },
    },
    { what: 'tokenFile beats token', files: { ...as({ token: 'stale', tokenFile: 'token' }), token: 'fresh' } },
    {
      what: '--token and a tokenFile',
      files: { ...as({ tokenFile: 'token' }), token: 'from-file' },
      flags: ['--token', 'flag'],
    },
    { what: 'tokenFile missing', files: as({ tokenFile: 'gone' }) },
    { what: 'tokenFile missing, and a token', files: as({ tokenFile: 'gone', token: 'there' }) },
    { what: 'tokenFile empty', files: { ...as({ tokenFile: 'token' }), token: '' } },
    { what: 'token with a line break', files: as({ token: 'a\nb' }) },
    { what: 'token beyond ASCII', files: as({ token: 'schlüssel' }) },
    { what: 'username and password', files: as({ username: 'ann', password: 'pässword:1' }) },
    { what: '--username and --password', files: as({}), flags: ['--username=ann', '--password=p'] },
    { what: '--username besides a token', files: simply, flags: ['--username=ann'] },
    { what: 'client certificate, inline', files: as(certificate) },
    {
      what: 'client certificate, files relative to the kubeconfig',
      files: {
        ...as({ 'client-certificate': 'c.crt', 'client-key': 'c.key' }),
        'c.crt': pemText('client.crt'),
        'c.key': pemText('client.key'),
      },
    },
    { what: '--client-certificate and --client-key over inline ones', files: as(certificate), flags: second },
    { what: '--client-certificate alone', files: as(certificate), flags: second.slice(0, 1) },
    { what: 'client certificate and --token: both are sent', files: as(certificate), flags: ['--token=flag'] },
    { what: 'client certificate without a key', files: as({ 'client-certificate-data': base64('client.crt') }) },
    {
      what: 'client certificate file missing',
      files: as({ 'client-certificate': '/gone/c.crt', 'client-key': '/gone/c.key' }),
    },
    {
      what: 'client certificate and data both',
      files: as({ ...certificate, 'client-certificate': tlsFile('client.crt') }),
    },
    {
      what: 'client certificate with another’s key',
      files: as({ ...certificate, 'client-key-data': base64('second-client.key') }),
    },
    {
      what: 'as, as-groups, as-uid, as-user-extra in the entry',
      files: as({
        token: 't',
        as: 'ann',
        'as-uid': '7',
        'as-groups': ['g1', 'g 2'],
        'as-user-extra': { 'example.org/a': ['1', '2'], 'B%c': ['x'] },
      }),
    },
    { what: '--as', files: simply, flags: ['--as', 'system:serviceaccount:a:b'] },
    {
      what: '--as over an entry’s',
      files: as({ token: 't', as: 'ann', 'as-groups': ['g1'], 'as-user-extra': { a: ['1'] } }),
      flags: ['--as=bob', '--as-user-extra=b=2'],
    },
    { what: '--as-group, twice', files: simply, flags: ['--as=ann', '--as-group=a,b', '--as-group', 'c'] },
    {
      what: '--as-uid and --as-user-extra',
      files: simply,
      flags: ['--as=ann', '--as-uid=9', '--as-user-extra=k=1', '--as-user-extra', 'k=2=3', '--as-user-extra=none'],
    },
    { what: '--as-group without --as', files: simply, flags: ['--as-group=a'] },
    { what: '--as beyond ASCII', files: simply, flags: ['--as=jürgen'] },
    { what: 'exec: token', files: as(plugin(`echo '${status({ token: 'plugged' })}'`)) },
    { what: 'exec: what it is told', files: as(plugin(TELLS)) },
    {
      what: 'exec: what it is told with provideClusterInfo',
      files: {
        config: simple(
          {
            ...trusted(ports),
            'tls-server-name': 'kube.test',
            extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'a', n: 1 } }],
          },
          plugin(TELLS, { provideClusterInfo: true }),
        ),
      },
    },
    {
      what: 'exec: what it is told, v1beta1 without interactiveMode',
      files: as(plugin(TELLS.replace('/v1"', '/v1beta1"'), { apiVersion: `${KIND}beta1`, interactiveMode: undefined })),
    },
    {
      what: 'exec: env',
      files: as(
        plugin(`echo '${status({ token: 'TOKEN' })}' | sed "s/TOKEN/$SECRET-$KEPT/"`, {
          env: [{ name: 'SECRET', value: 'a b' }],
        }),
      ),
      env: { KEPT: 'kept' },
    },
    {
      what: 'exec: client certificate',
      files: {
        ...as(plugin('cat credential')),
        credential: status({ clientCertificateData: pemText('client.crt'), clientKeyData: pemText('client.key') }),
      },
    },
    {
      what: 'exec: command relative to the kubeconfig',
      files: {
        'sub/config': simple(trusted(ports), {
          exec: { apiVersion: KIND, command: './get', interactiveMode: 'Never' },
        }),
        'sub/get': `#!/bin/sh\necho '${status({ token: 'relative' })}'\n`,
      },
      env: { KUBECONFIG: 'sub/config' },
    },
    { what: 'exec: not asked beside a token', files: as({ ...plugin('exit 1'), token: 'own' }) },
    { what: 'exec: not asked beside --token', files: as(plugin('exit 1')), flags: ['--token=flag'] },
    { what: 'exec: not asked beside a certificate', files: as({ ...plugin('exit 1'), ...certificate }) },
    {
      what: 'exec: impersonating',
      files: as({ ...plugin(`echo '${status({ token: 'plugged' })}'`), as: 'ann', 'as-groups': ['g'] }),
    },
    { what: 'exec: missing', files: as(plugin('', { command: 'nosuch-plugin', installHint: 'get it' })) },
    { what: 'exec: missing, absolute', files: as(plugin('', { command: '/gone/plugin' })) },
    {
      what: 'exec: in the working directory only',
      files: {
        ...as(plugin('', { command: 'get', args: [] })),
        get: `#!/bin/sh\necho '${status({ token: 'here' })}'\n`,
      },
      env: { PATH: `.:${process.env['PATH'] ?? ''}` },
    },
    { what: 'exec: fails', files: as(plugin('exit 7')) },
    { what: 'exec: prints rubbish', files: as(plugin('echo rubbish')) },
    { what: 'exec: prints nothing', files: as(plugin('true')) },
    { what: 'exec: prints another version', files: as(plugin(`echo '${status({ token: 't' }, `${KIND}beta1`)}'`)) },
    { what: 'exec: prints no status', files: as(plugin(`echo '{"apiVersion":"${KIND}","kind":"ExecCredential"}'`)) },
    { what: 'exec: prints an empty status', files: as(plugin(`echo '${status({})}'`)) },
    {
      what: 'exec: prints YAML',
      files: as(plugin(`printf 'apiVersion: ${KIND}\nkind: ExecCredential\nstatus: {token: yaml}\n'`)),
    },
    {
      what: 'exec: a certificate without a key',
      files: as(plugin(`echo '${status({ clientCertificateData: 'x' })}'`)),
    },
    {
      what: 'exec: Always, without a terminal',
      files: as(plugin(`echo '${status({ token: 't' })}'`, { interactiveMode: 'Always' })),
    },
    {
      what: 'exec: IfAvailable, without a terminal',
      files: as(plugin(`echo '${status({ token: 't' })}'`, { interactiveMode: 'IfAvailable' })),
    },
    { what: 'exec: v1 without interactiveMode', files: as(plugin('true', { interactiveMode: undefined })) },
    { what: 'exec: v1alpha1', files: as(plugin('true', { apiVersion: 'client.authentication.k8s.io/v1alpha1' })) },
    { what: 'exec: no command', files: as(plugin('true', { command: '' })) },
    { what: 'exec and auth-provider', files: as({ ...plugin('true'), ...oidc(future) }) },
    { what: 'auth-provider gcp', files: as({ 'auth-provider': { name: 'gcp' } }) },
    { what: 'auth-provider azure', files: as({ 'auth-provider': { name: 'azure' } }) },
    { what: 'auth-provider nobody knows', files: as({ 'auth-provider': { name: 'x' } }) },
    { what: 'auth-provider oidc, good for years', files: as(oidc(future)) },
    { what: 'auth-provider oidc, expired', files: as(oidc(1)) },
    { what: 'no credentials', files: as({}) },
    { what: 'no credentials, impersonating', files: as({ as: 'ann' }) },
    ...podCases(ports),
  ];
}

/** In a Pod: where nothing else names a server. */
function podCases(ports: Ports): Case[] {
  const [host = '', port = ''] = ports.server.split(':');
  const env = { KUBECONFIG: 'gone', KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port };
  const files = { 'sa/token': 'of-the-pod\n', 'sa/namespace': 'pod-ns', 'sa/ca.crt': pemText('ca.crt') };
  const inPod = { env, files, serviceAccount: 'sa' };
  const better = 'with these flags kubectl no longer sees that it is in a Pod, and asks localhost:8080';
  return [
    { what: 'in a Pod', ...inPod },
    { what: 'in a Pod, -n', ...inPod, flags: ['-n', 'mine'] },
    { what: 'in a Pod, --token', ...inPod, flags: ['--token=flag'] },
    { what: 'in a Pod, POD_NAMESPACE', ...inPod, env: { ...env, POD_NAMESPACE: 'from-env' } },
    {
      what: 'in a Pod with a kubeconfig',
      ...inPod,
      files: { ...files, config: simple(trusted(ports), { token: 'own' }) },
      env: { ...env, KUBECONFIG: 'config' },
    },
    { what: 'in a Pod, --as', ...inPod, flags: ['--as=ann'], differs: better },
    { what: 'in a Pod, --request-timeout', ...inPod, flags: ['--request-timeout=5s'], differs: better },
  ];
}
