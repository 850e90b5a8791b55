import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import type { ServerOptions } from 'node:https';
import { gzipSync } from 'node:zlib';
import type { ElasticsearchApi, StoreExchange, StoreIdentity } from '../../../src/elasticsearch/ports.ts';
import { loopback } from '../../support/loopback.ts';
import { tlsFile } from '../../support/recording-servers.ts';
import { assertFails, failureOf, HEALTH, Stores, type StoreSetting } from '../../support/stores.ts';

const { signal } = new AbortController();
const pem = (name: string): string => readFileSync(tlsFile(name), 'utf8');
const certificateOf = (name: string): ServerOptions => ({ cert: pem(`${name}.crt`), key: pem(`${name}.key`) });
const GREETING = JSON.stringify({ cluster_name: 'c', version: { number: '8.15.0' } });

describe('a span store', () => {
  const stores = new Stores();
  afterEach(() => stores.close());

  describe('over TLS', () => {
    const ca = pem('ca.crt');
    const secured = (setting: StoreSetting, name = 'server'): Promise<ElasticsearchApi> =>
      stores.answering(200, HEALTH, { secure: certificateOf(name), ...setting });

    it('is trusted by its authority, under the name of its location, wherever the connection is made', async () => {
      await (await secured({ identity: { authority: ca } })).health(signal);
      const through = await loopback((_request, response) => void response.end(HEALTH), certificateOf('server'));
      stores.servers.push(through);
      const location = { host: 'kube.test', port: 9200, through: { host: '127.0.0.1', port: through.port } };
      await (await secured({ identity: { authority: ca }, location })).health(signal);
      const other = { ...location, host: 'elasticsearch.ns.svc' };
      await assertFails(
        await secured({ identity: { authority: ca }, location: other }),
        'STORE_TLS',
        /made out to other names: .*DNS:kube\.test/,
        /asked for as elasticsearch\.ns\.svc/,
      );
      await (await secured({ identity: { authority: ca, serverName: 'kube.test' }, location: other })).health(signal);
    });

    it('is not, where nobody knows its authority, unless the instance does not look either', async () => {
      await assertFails(await secured({}), 'STORE_TLS', /of an authority that is not known$/, /--es-ca FILE/);
      await assertFails(await secured({ identity: { authority: pem('other-ca.crt') } }), 'STORE_TLS', /not known$/);
      await (await secured({ identity: { skipsVerification: true } })).health(signal);
    });

    it('wants a client certificate', async () => {
      const secure = { ...certificateOf('server'), ca, requestCert: true, rejectUnauthorized: true };
      await assertFails(
        await secured({ secure, identity: { authority: ca } }),
        'STORE_TLS',
        /it wants a client certificate/,
      );
      const certificate = { certificate: pem('client.crt'), key: pem('client.key') };
      await (await secured({ secure, identity: { authority: ca, certificate } })).health(signal);
      const broken = { certificate: 'none', key: 'none' };
      await assertFails(
        await secured({ secure, identity: { authority: ca, certificate: broken } }),
        'STORE_TLS',
        /no PEM/,
      );
    });

    it('does not speak it', async () => {
      await assertFails(
        await stores.answering(200, HEALTH, { location: { scheme: 'https' } }),
        'STORE_TLS',
        /no TLS comes about/,
      );
    });
  });

  describe('is shown', () => {
    const shownFor = async (identity: StoreIdentity): Promise<IncomingHttpHeaders> => {
      let seen: IncomingHttpHeaders = {};
      const api = await stores.serving(
        ({ headers }, response) => {
          seen = headers;
          response.end(HEALTH);
        },
        { identity },
      );
      await api.health(signal);
      return seen;
    };

    it('a password, a token or an API key, or nothing', async () => {
      assert.equal((await shownFor({})).authorization, undefined);
      assert.equal((await shownFor({ token: 't' })).authorization, 'Bearer t');
      assert.equal((await shownFor({ apiKey: 'k' })).authorization, 'ApiKey k');
      const { authorization } = await shownFor({ user: { name: 'ä', password: 'p:w' } });
      assert.equal(authorization, `Basic ${Buffer.from('ä:p:w').toString('base64')}`);
    });

    it('none of it in an error, whatever is said back', async () => {
      const identities: StoreIdentity[] = [
        { user: { name: 'jaeger', password: 'secret-word' } },
        { token: 'secret-word' },
        { apiKey: 'secret-word' },
      ];
      for (const identity of identities)
        for (const status of [302, 400, 401, 403, 500, 200]) {
          const api = await stores.serving(
            ({ headers }, response) => {
              const said = `${headers.authorization ?? ''} secret-word`;
              response.writeHead(status, { location: `http://x/${encodeURI(said)}` }).end(said);
            },
            { identity },
          );
          const error = await failureOf(api);
          const all = `${error.message} ${error.hints.join(' ')} ${String(error.cause)}`;
          assert.doesNotMatch(all, /secret-word|amFlZ2VyOnNlY3JldC13b3Jk/, String(status));
          assert.match(all, /<redacted>/);
        }
    });
  });

  it('is asked again over the same connection, and packs its answers', async () => {
    const sockets = new Set<unknown>();
    const seen: (string | undefined)[] = [];
    const exchanges: StoreExchange[] = [];
    const api = await stores.serving(
      (request, response) => {
        sockets.add(request.socket);
        seen.push(request.headers['accept-encoding']);
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(request.url === '/es/' ? GREETING : HEALTH));
      },
      { location: { basePath: '/es/' }, onExchange: (exchange) => exchanges.push(exchange) },
    );
    for (let times = 0; times < 3; times++) await api.health(signal);
    assert.equal((await api.version(signal)).number, '8.15.0');
    await api.version(signal);
    assert.deepEqual([sockets.size, seen.length, seen[0]], [1, 4, 'gzip']);
    assert.match(exchanges[0]?.url ?? '', /^http:\/\/127\.0\.0\.1:\d+\/es\/_cluster\/health\?filter_path=/);
  });
});
