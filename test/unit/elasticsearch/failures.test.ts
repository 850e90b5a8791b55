import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { gzipSync } from 'node:zlib';
import { connectElasticsearch } from '../../../src/elasticsearch/connect.ts';
import type {
  ElasticsearchApi,
  StoreExchange,
  StoreIdentity,
  StoreLocation,
} from '../../../src/elasticsearch/ports.ts';
import { JaegerError } from '../../../src/errors/index.ts';
import { loopback, type Loopback } from '../../support/loopback.ts';
import { tlsFile } from '../../support/recording-servers.ts';

const { signal } = new AbortController();
const pem = (name: string): string => readFileSync(tlsFile(name), 'utf8');
const certificateOf = (name: string): ServerOptions => ({ cert: pem(`${name}.crt`), key: pem(`${name}.key`) });
const GREETING = JSON.stringify({ cluster_name: 'c', version: { number: '8.15.0' } });
const HEALTH = '{"status":"green","number_of_data_nodes":1}';

describe('a span store that cannot be asked', () => {
  const servers: Loopback[] = [];
  const apis: ElasticsearchApi[] = [];

  afterEach(() => {
    for (const open of [...apis.splice(0), ...servers.splice(0)]) open.close();
  });

  interface Setting {
    readonly identity?: StoreIdentity;
    readonly secure?: ServerOptions;
    readonly location?: Partial<StoreLocation>;
    readonly deadlineMs?: number;
    readonly onExchange?: (exchange: StoreExchange) => void;
  }

  async function serving(listener: RequestListener, setting: Setting = {}): Promise<ElasticsearchApi> {
    const { identity = {}, secure, location, ...options } = setting;
    const server = await loopback(listener, secure);
    servers.push(server);
    const where = { scheme: secure ? 'https' : 'http', host: '127.0.0.1', port: server.port, basePath: '/' } as const;
    const api = connectElasticsearch({ ...where, ...location }, identity, options);
    apis.push(api);
    return api;
  }

  const answering = (
    status: number,
    body: string | Buffer,
    headers: Record<string, string> = {},
    setting: Setting = {},
  ): Promise<ElasticsearchApi> =>
    serving((_request, response) => void response.writeHead(status, headers).end(body), setting);

  async function failureOf(api: ElasticsearchApi): Promise<JaegerError> {
    const error: unknown = await api.health(signal).then(
      () => assert.fail('it is well'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof JaegerError, String(error));
    return error;
  }

  const fails = async (api: ElasticsearchApi, code: string, message: RegExp, hint = /^/): Promise<void> => {
    const error = await failureOf(api);
    assert.deepEqual([error.code, message.test(error.message)], [code, true], error.message);
    assert.match(error.hints.join('\n'), hint);
  };

  it('asks for credentials, or for others (401)', async () => {
    const body = '{"error":{"type":"security_exception","reason":"missing authentication credentials"},"status":401}';
    await fails(
      await answering(401, body),
      'STORE_UNAUTHORIZED',
      /^the span store at http:\/\/127\.0\.0\.1:\d+ asks for credentials, and was shown none \(401\): security_exception: missing/,
      /--es-secret/,
    );
    const identity = { user: { name: 'a', password: 'secret-word' }, source: 'user and password of secrets/es in ns' };
    await fails(
      await answering(401, '', {}, { identity }),
      'STORE_UNAUTHORIZED',
      /does not accept these credentials \(401\)$/,
      /^asked with the user and password of secrets\/es in ns$/m,
    );
  });

  it('does not allow it, and what is missing is named with the smallest role that has it (403)', async () => {
    const ofElastic =
      'action [cluster:monitor/health] is unauthorized for user [jaeger] with effective roles [], this action is granted by the cluster privileges [monitor,manage,all]';
    const elastic = await answering(403, JSON.stringify({ error: { type: 'security_exception', reason: ofElastic } }));
    await fails(elastic, 'STORE_FORBIDDEN', /\(403\): cluster:monitor\/health is missing$/);
    const { hints } = await failureOf(elastic);
    assert.deepEqual(
      hints.filter((hint) => hint.includes('role')),
      [
        'Elasticsearch needs this role: PUT _security/role/jaeger-retention {"cluster":["monitor","read_ilm"],"indices":[{"names":["*jaeger*"],"privileges":["monitor","view_index_metadata"]}]}',
      ],
    );
    const ofOpenSearch = 'no permissions for [cluster:monitor/health] and User [name=jaeger, backend_roles=[]]';
    const open = await answering(403, JSON.stringify({ error: { type: 'security_exception', reason: ofOpenSearch } }));
    const [role = '', ...others] = (await failureOf(open)).hints.filter((hint) => hint.includes('role'));
    assert.deepEqual(others, []);
    const made = JSON.parse(role.slice(role.indexOf('{'))) as { cluster_permissions: string[] };
    assert.ok(made.cluster_permissions.includes('cluster_monitor'));
    assert.ok(role.length < 1000, 'longer lines are cut');
  });

  it('does not take a blocked cluster for a missing right', async () => {
    const body = '{"error":{"type":"cluster_block_exception","reason":"blocked by: [SERVICE_UNAVAILABLE/1/x]"}}';
    await fails(await answering(403, body), 'STORE_ANSWER', /answers 403: cluster_block_exception: blocked by/);
  });

  it('answers with an error, whose type and reason are told on one line', async () => {
    const body = '{"error":{"type":"master_not_discovered_exception","reason":"no\\n\\u001b[31mmaster"},"status":503}';
    await fails(
      await answering(503, body),
      'STORE_ANSWER',
      /answers 503: master_not_discovered_exception: no \[31mmaster$/,
    );
  });

  it('is a page of somebody else', async () => {
    const page = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>';
    await fails(await answering(200, page), 'STORE_ANSWER', /is no Elasticsearch: a page, "Sign in"$/, /--es-url/);
    await fails(await answering(502, page), 'STORE_ANSWER', /answers 502: a page, "Sign in"$/);
    await fails(await answering(404, page), 'STORE_ANSWER', /answers 404: a page/);
    await fails(await answering(200, '{"status":'), 'STORE_ANSWER', /is no Elasticsearch: \{"status":$/);
    await fails(await answering(200, '{"status":"up"}'), 'STORE_ANSWER', /its health is none of/);
    await assert.rejects((await answering(200, '{}')).version(signal), { code: 'STORE_ANSWER' });
  });

  it('sends elsewhere, where nobody follows', async () => {
    let followed = 0;
    const other = await loopback((_request, response) => {
      followed++;
      response.end(HEALTH);
    });
    servers.push(other);
    const to = `http://user:word@127.0.0.1:${other.port}/login?token=x`;
    const api = await answering(302, '', { location: to }, { identity: { token: 'secret-word' } });
    const { code, message } = await failureOf(api);
    assert.equal(code, 'STORE_ANSWER');
    assert.match(message, /sends elsewhere \(302\): http:\/\/127\.0\.0\.1:\d+\/login$/);
    assert.equal(followed, 0);
  });

  it('answers more than can be held', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'a');
    const body = gzipSync(Buffer.concat(Array.from({ length: 65 }, () => chunk)));
    assert.ok(body.length < 100_000);
    await fails(await answering(200, body, { 'content-encoding': 'gzip' }), 'STORE_ANSWER', /is larger than 64 MiB$/);
    await fails(await answering(200, 'no gzip', { 'content-encoding': 'gzip' }), 'STORE_ANSWER', /cannot be unpacked/);
  });

  it('is too slow, before the answer and within it', async () => {
    await fails(await serving(() => undefined, { deadlineMs: 50 }), 'TIMED_OUT', /within 0\.05s$/);
    const begun = await serving((_request, response) => void response.write('{'), { deadlineMs: 50 });
    await fails(begun, 'TIMED_OUT', /^no answer from the span store at http:/);
  });

  it('ends with the signal, and with its reason', async () => {
    const over = new AbortController();
    const api = await serving(() => over.abort('enough'));
    await assert.rejects(api.health(over.signal), (reason) => reason === 'enough');
  });

  it('is not there, or breaks off', async () => {
    await fails(await serving((request) => request.socket.destroy()), 'STORE_UNREACHABLE', /closed before the answer/);
    const gone = await answering(200, HEALTH);
    servers.splice(0).forEach((server) => server.close());
    await fails(gone, 'STORE_UNREACHABLE', /cannot be reached: connection refused$/);
    await fails(
      await answering(200, HEALTH, {}, { location: { host: 'nonesuch.invalid' } }),
      'STORE_UNREACHABLE',
      /no such host|the name server does not answer/,
    );
  });

  describe('over TLS', () => {
    const ca = pem('ca.crt');
    const secured = (setting: Setting, name = 'server'): Promise<ElasticsearchApi> =>
      answering(200, HEALTH, {}, { secure: certificateOf(name), ...setting });

    it('is trusted by its authority, under the name of its location, wherever the connection is made', async () => {
      await (await secured({ identity: { authority: ca } })).health(signal);
      const through = await loopback((_request, response) => void response.end(HEALTH), certificateOf('server'));
      servers.push(through);
      const location = { host: 'kube.test', port: 9200, through: { host: '127.0.0.1', port: through.port } };
      await (await secured({ identity: { authority: ca }, location })).health(signal);
      const other = { ...location, host: 'elasticsearch.ns.svc' };
      await fails(
        await secured({ identity: { authority: ca }, location: other }),
        'STORE_TLS',
        /made out to other names: .*DNS:kube\.test/,
        /asked for as elasticsearch\.ns\.svc/,
      );
      await (await secured({ identity: { authority: ca, serverName: 'kube.test' }, location: other })).health(signal);
    });

    it('is not, where nobody knows its authority, unless the instance does not look either', async () => {
      await fails(await secured({}), 'STORE_TLS', /of an authority that is not known$/, /--es-ca FILE/);
      await fails(await secured({ identity: { authority: pem('other-ca.crt') } }), 'STORE_TLS', /not known$/);
      await (await secured({ identity: { skipsVerification: true } })).health(signal);
    });

    it('wants a client certificate', async () => {
      const secure = { ...certificateOf('server'), ca, requestCert: true, rejectUnauthorized: true };
      await fails(await secured({ secure, identity: { authority: ca } }), 'STORE_TLS', /it wants a client certificate/);
      const certificate = { certificate: pem('client.crt'), key: pem('client.key') };
      await (await secured({ secure, identity: { authority: ca, certificate } })).health(signal);
      const broken = { certificate: 'none', key: 'none' };
      await fails(await secured({ secure, identity: { authority: ca, certificate: broken } }), 'STORE_TLS', /no PEM/);
    });

    it('does not speak it', async () => {
      await fails(
        await answering(200, HEALTH, {}, { location: { scheme: 'https' } }),
        'STORE_TLS',
        /no TLS comes about/,
      );
    });
  });

  describe('is shown', () => {
    const shownFor = async (identity: StoreIdentity): Promise<IncomingHttpHeaders> => {
      let seen: IncomingHttpHeaders = {};
      const api = await serving(
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
          const api = await serving(
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
    const api = await serving(
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
