import assert from 'node:assert/strict';
import { chmod, readFile } from 'node:fs/promises';
import { JaegerError } from '../../../src/errors/index.ts';
import type { ClusterChoice } from '../../../src/kubernetes/ports.ts';
import { kubeconfigDirectory, load } from '../../support/connections.ts';
import { base64, simple } from '../../support/kubeconfigs.ts';

const HTTPS = { server: 'https://one' };

describe('a credential plugin', () => {
  const { path, file, sent } = kubeconfigDirectory();
  const API = 'client.authentication.k8s.io/v1';
  const printed = (status: object): string => JSON.stringify({ apiVersion: API, kind: 'ExecCredential', status });
  const plugin = (script: string, more: object = {}): object => ({
    exec: { apiVersion: API, command: 'sh', args: ['-c', script], interactiveMode: 'Never', ...more },
  });
  const failure = async (user: object, choice: ClusterChoice = {}): Promise<string> => {
    const error: unknown = await sent(HTTPS, user, choice).then(
      () => 'it worked',
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof JaegerError, String(error));
    assert.equal(error.code, 'CREDENTIALS');
    return [error.message, ...error.hints].join('\n');
  };

  it('gives a token, and is told of the cluster', async () => {
    const script = `printf '%s' "$KUBERNETES_EXEC_INFO $NAME" > "${path('told')}"; echo '${printed({ token: 'plugged' })}'`;
    const options = await sent(
      HTTPS,
      plugin(script, { provideClusterInfo: true, env: [{ name: 'NAME', value: 'v' }] }),
    );
    assert.deepEqual(options.headers, { Authorization: 'Bearer plugged' });
    assert.equal(
      await readFile(path('told'), 'utf8'),
      `{"kind":"ExecCredential","apiVersion":"${API}","spec":{"cluster":{"server":"https://one","config":null},"interactive":false}}\n v`,
    );
  });

  it('gives a certificate', async () => {
    await file(
      'credential',
      printed({ clientCertificateData: atob(base64('client.crt')), clientKeyData: atob(base64('client.key')) }),
    );
    const options = await sent(HTTPS, plugin(`cat "${path('credential')}"`));
    assert.equal(options.cert, atob(base64('client.crt')));
    assert.deepEqual(options.headers, {});
  });

  for (const [what, expires, runs] of [
    ['runs once', undefined, 1],
    ['runs once while its credential is good', '2100-01-01T00:00:00Z', 1],
    ['runs again when its credential has expired', '2001-01-01T00:00:00Z', 2],
  ] as const) {
    it(what, async () => {
      const log = await file('runs', '');
      const script = `echo run >> "${log}"; echo '${printed({ token: 't', expirationTimestamp: expires })}'`;
      const KUBECONFIG = await file('config', simple(HTTPS, plugin(script)));
      const { config } = load({}, { KUBECONFIG });
      await config.applyToHTTPSOptions({});
      await Promise.all([config.applyToHTTPSOptions({}), config.applyToHTTPSOptions({})]);
      const count = (await readFile(log, 'utf8')).split('\n').length - 1;
      assert.ok(runs === 1 ? count === 1 : count >= 2, String(count));
    });
  }

  it('is found beside the kubeconfig, when its name has a slash', async () => {
    await file('get', `#!/bin/sh\necho '${printed({ token: 'relative' })}'\n`);
    await chmod(path('get'), 0o755);
    const options = await sent(HTTPS, plugin('', { command: './get' }));
    assert.deepEqual(options.headers, { Authorization: 'Bearer relative' });
  });

  for (const [what, user, expected] of [
    [
      'is missing',
      plugin('', { command: 'no-such', installHint: 'get it\n\nhere' }),
      'getting credentials: exec: executable no-such not found\nthis is a credential plugin that the kubeconfig names, and it is not on PATH\nget it\nhere',
    ],
    ['fails', plugin('exit 7'), 'getting credentials: exec: executable sh failed with exit code 7'],
    ['is killed', plugin('kill -9 $$'), 'getting credentials: exec: executable sh failed with exit code SIGKILL'],
    [
      'prints rubbish',
      plugin('echo rubbish'),
      'getting credentials: exec: what sh printed is no credential: the document must be a map, not a string',
    ],
    [
      'prints nothing',
      plugin('true'),
      'getting credentials: exec: what sh printed is no credential: kind is not ExecCredential',
    ],
    ['prints without end', plugin('yes 2>/dev/null'), 'getting credentials: exec: executable sh prints without end'],
    [
      'prints another version',
      plugin(`echo '{"kind":"ExecCredential","apiVersion":"${API}beta1"}'`),
      `getting credentials: exec: what sh printed is no credential: apiVersion is not ${API}, as the kubeconfig says`,
    ],
    [
      'has no credential',
      plugin(`echo '${printed({})}'`),
      'getting credentials: exec: what sh printed is no credential: status has neither a token nor a certificate with its key',
    ],
    [
      'has half of one',
      plugin(`echo '${printed({ clientKeyData: 'x' })}'`),
      'getting credentials: exec: what sh printed is no credential: status has a certificate or a key, and not both',
    ],
    [
      'has a certificate that is none',
      plugin(`echo '${printed({ clientKeyData: 'x', clientCertificateData: 'y' })}'`),
      'getting credentials: exec: what sh printed is no credential: status has a certificate and a key that do not belong together, or are no PEM',
    ],
    [
      'has no time',
      plugin(`echo '${printed({ token: 'x', expirationTimestamp: 'soon' })}'`),
      'getting credentials: exec: what sh printed is no credential: status.expirationTimestamp is no time',
    ],
    [
      'needs a terminal',
      plugin('true', { interactiveMode: 'Always' }),
      'getting credentials: exec plugin sh wants to be interactive: standard input is not a terminal',
    ],
  ] as const) {
    it(`${what}: says so`, async () => {
      assert.equal(await failure(user), expected);
    });
  }

  it('hangs: is ended after --request-timeout', async () => {
    const message = await failure(plugin('exec sleep 60'), { requestTimeoutMs: 100 });
    assert.match(message, /^getting credentials: exec: executable sh: .*timeout/);
  });
});
