import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { delimiter } from 'node:path';
import { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import { targetOf } from '../../../src/kubernetes/kubeconfig.ts';
import type { ClusterChoice, Target } from '../../../src/kubernetes/ports.ts';
import { apiServer, json, listOf } from '../../support/api-server.ts';
import { kubeconfigDirectory, load, refusal } from '../../support/connections.ts';
import { base64, kubeconfig, simple } from '../../support/kubeconfigs.ts';
import { tlsFile } from '../../support/recording-servers.ts';

const HTTPS = { server: 'https://one' };

describe('loadConnection', () => {
  const { file, sent } = kubeconfigDirectory();
  const target = (files: readonly string[], choice: ClusterChoice = {}): Target =>
    targetOf(load(choice, { KUBECONFIG: files.join(delimiter) }).config);

  it('keeps the connection to a server whose name it judges itself', async () => {
    const [key, cert] = await Promise.all(['server.key', 'server.crt'].map((name) => readFile(tlsFile(name), 'utf8')));
    const server = await apiServer((response) => json(response, 200, listOf([])), { key: key ?? '', cert: cert ?? '' });
    try {
      const trusted = { server: server.url, 'certificate-authority': tlsFile('ca.crt') };
      const KUBECONFIG = await file('tls', simple(trusted, { token: 't' }));
      const cluster = new ApiCluster(load({}, { KUBECONFIG }).config, { userAgent: 'test/1', timeoutMs: 2000 });
      for (let times = 0; times < 3; times++) await cluster.list('pods', {});
      cluster.close();
      assert.equal(server.connections(), 1);
    } finally {
      await server.close();
    }
  });

  describe('merges files as kubectl does', () => {
    const entry = (server: string, namespace?: string): object =>
      kubeconfig({
        clusters: { k: { server } },
        users: { u: { token: 't' } },
        contexts: { c: { cluster: 'k', user: 'u', namespace } },
        current: 'c',
      });

    it('takes the first of two entries with one name, whole', async () => {
      const files = [await file('a', entry('https://first')), await file('b', entry('https://second', 'x'))];
      assert.deepEqual(target(files), { context: 'c', server: 'https://first', namespace: 'default' });
    });

    it('takes the first current-context that is not empty', async () => {
      const other = kubeconfig({ contexts: { d: { cluster: 'k', user: 'u', namespace: 'x' } }, current: 'd' });
      const files = [await file('a', kubeconfig({})), await file('b', other), await file('e', entry('https://one'))];
      assert.deepEqual(target(files), { context: 'd', server: 'https://one', namespace: 'x' });
    });

    it('passes over missing and empty files, empty entries and a file named twice', async () => {
      const known = await file('a', entry('https://one'));
      assert.equal(target(['/nonesuch', '', await file('empty', ''), known, known]).context, 'c');
    });

    it('reads the file of --kubeconfig alone, and insists on it', async () => {
      const environment = { KUBECONFIG: await file('a', entry('https://listed')) };
      const named = await file('b', entry('https://named'));
      assert.equal(targetOf(load({ kubeconfig: named }, environment).config).server, 'https://named');
      const missing = refusal(() => load({ kubeconfig: '/nonesuch' }, environment));
      assert.equal(missing, 'error: error loading config file "/nonesuch": no such file or directory');
    });

    it('lets flags choose other entries, and a server without any file', async () => {
      const more = kubeconfig({ clusters: { k2: { server: 'https://two' } }, users: { u2: { token: 'x' } } });
      const files = [await file('a', entry('https://one')), await file('b', more)];
      assert.equal(target(files, { cluster: 'k2', user: 'u2' }).server, 'https://two');
      assert.deepEqual(target(['/nonesuch'], { server: 'https://flag/', token: 't' }), {
        context: '',
        server: 'https://flag',
        namespace: 'default',
      });
    });
  });

  describe('sends what kubectl would send', () => {
    const headers = async (...args: Parameters<typeof sent>): Promise<unknown> => (await sent(...args)).headers;

    for (const [what, user, choice, expected] of [
      ['a token', { token: 'a' }, {}, { Authorization: 'Bearer a' }],
      ['the token of --token', { token: 'a' }, { token: 'b' }, { Authorization: 'Bearer b' }],
      ['basic authentication', {}, { username: 'ann', password: 'p' }, { Authorization: 'Basic YW5uOnA=' }],
      [
        'user, groups, UID and extras to act as',
        { token: 'a', as: 'ann', 'as-uid': '7', 'as-groups': ['g', 'h'], 'as-user-extra': { 'e/x': ['1'] } },
        { asExtra: ['k=1', 'k=2=3', 'none'] },
        {
          Authorization: 'Bearer a',
          'Impersonate-User': 'ann',
          'Impersonate-Uid': '7',
          'Impersonate-Group': ['g', 'h'],
          'Impersonate-Extra-e%2Fx': ['1'],
          'Impersonate-Extra-k': ['1', '2=3'],
        },
      ],
      ['bytes of UTF-8', { token: 'ü' }, {}, { Authorization: 'Bearer Ã¼' }],
      [
        'nothing beside a certificate',
        { 'client-certificate': tlsFile('client.crt'), 'client-key': tlsFile('client.key') },
        {},
        {},
      ],
      [
        'the id-token of oidc while it is good',
        { 'auth-provider': { name: 'oidc', config: { 'id-token': `x.${btoa('{"exp":2000000000}')}.x` } } },
        {},
        { Authorization: `Bearer x.${btoa('{"exp":2000000000}')}.x` },
      ],
    ] as const) {
      it(what, async () => {
        assert.deepEqual(await headers(HTTPS, user, choice), expected);
      });
    }

    it('the token that is in the file now, before the token of the entry', async () => {
      const path = await file('token', ' one\n');
      const KUBECONFIG = await file('config', simple(HTTPS, { token: 'stale', tokenFile: 'token' }));
      const { config } = load({}, { KUBECONFIG });
      for (const token of ['one', 'two']) {
        await writeFile(path, `${token}\n`);
        const options: RequestOptions = {};
        await config.applyToHTTPSOptions(options);
        assert.deepEqual(options.headers, { Authorization: `Bearer ${token}` });
      }
    });

    it('no credential without TLS', async () => {
      const { headers: plain } = await sent({ server: 'localhost:1' }, { token: 'a', as: 'ann' });
      assert.deepEqual(plain, { 'Impersonate-User': 'ann' });
    });

    it('the certificate of the flags, and the authority of the entry', async () => {
      const inline = { 'client-certificate-data': base64('client.crt'), 'client-key-data': base64('client.key') };
      const cluster = { ...HTTPS, 'certificate-authority': tlsFile('ca.crt'), 'tls-server-name': 'name' };
      const flags = { certFile: tlsFile('second-client.crt'), keyFile: tlsFile('second-client.key') };
      const options = await sent(cluster, inline, flags);
      assert.equal(String(options.cert), atob(base64('second-client.crt')));
      assert.equal(String(options.ca), atob(base64('ca.crt')));
      assert.equal(options.servername, 'name');
      assert.equal(options.rejectUnauthorized, true);
    });

    it('nothing of the old verification where a flag says another', async () => {
      const cluster = { ...HTTPS, 'certificate-authority': tlsFile('ca.crt'), 'tls-server-name': 'name' };
      const options = await sent(cluster, { token: 'a' }, { insecure: true, server: 'https://two' });
      assert.deepEqual([options.ca, options.servername, options.rejectUnauthorized], [undefined, undefined, false]);
    });

    it('through the proxy of the entry, else of the environment', async () => {
      const environment = { HTTPS_PROXY: 'http://env:1' };
      const agentOf = async (cluster: object): Promise<object> =>
        Object((await sent(cluster, { token: 'a' }, {}, environment)).agent) as object;
      assert.match(JSON.stringify(await agentOf(HTTPS), ['proxy', 'href']), /http:\/\/env:1/);
      assert.match(
        JSON.stringify(await agentOf({ ...HTTPS, 'proxy-url': 'http://own:2' }), ['proxy']),
        /http:\/\/own:2/,
      );
    });
  });

  it('knows how long a request may take', async () => {
    const KUBECONFIG = await file('config', simple(HTTPS, { token: 'a' }));
    const timeout = (requestTimeoutMs?: number): number => load({ requestTimeoutMs }, { KUBECONFIG }).timeoutMs;
    assert.deepEqual([undefined, 5000, 0.2, Infinity].map(timeout), [30_000, 5000, 1, 2 ** 31 - 1]);
  });
});
