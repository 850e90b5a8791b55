import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { loopback } from '../../support/loopback.ts';
import { assertFails, failureOf, HEALTH, Stores } from '../../support/stores.ts';

const { signal } = new AbortController();

describe('a span store that cannot be asked', () => {
  const stores = new Stores();
  afterEach(() => stores.close());

  it('asks for credentials, or for others (401)', async () => {
    const body = '{"error":{"type":"security_exception","reason":"missing authentication credentials"},"status":401}';
    await assertFails(
      await stores.answering(401, body),
      'STORE_UNAUTHORIZED',
      /^the span store at http:\/\/127\.0\.0\.1:\d+ asks for credentials, and was shown none \(401\): security_exception: missing/,
      /--es-secret/,
    );
    const identity = { user: { name: 'a', password: 'secret-word' }, source: 'user and password of secrets/es in ns' };
    await assertFails(
      await stores.answering(401, '', { identity }),
      'STORE_UNAUTHORIZED',
      /does not accept these credentials \(401\)$/,
      /^asked with the user and password of secrets\/es in ns$/m,
    );
  });

  it('does not allow it, and what is missing is named with the smallest role that has it (403)', async () => {
    const ofElastic =
      'action [cluster:monitor/health] is unauthorized for user [jaeger] with effective roles [], this action is granted by the cluster privileges [monitor,manage,all]';
    const elastic = await stores.answering(
      403,
      JSON.stringify({ error: { type: 'security_exception', reason: ofElastic } }),
    );
    await assertFails(elastic, 'STORE_FORBIDDEN', /\(403\): cluster:monitor\/health is missing$/);
    const { hints } = await failureOf(elastic);
    assert.deepEqual(
      hints.filter((hint) => hint.includes('role')),
      [
        'Elasticsearch needs this role: PUT _security/role/jaeger-retention {"cluster":["monitor","read_ilm"],"indices":[{"names":["*jaeger*"],"privileges":["monitor","view_index_metadata"]}]}',
      ],
    );
    const ofOpenSearch = 'no permissions for [cluster:monitor/health] and User [name=jaeger, backend_roles=[]]';
    const open = await stores.answering(
      403,
      JSON.stringify({ error: { type: 'security_exception', reason: ofOpenSearch } }),
    );
    const [role = '', ...others] = (await failureOf(open)).hints.filter((hint) => hint.includes('role'));
    assert.deepEqual(others, []);
    const made = JSON.parse(role.slice(role.indexOf('{'))) as { cluster_permissions: string[] };
    assert.ok(made.cluster_permissions.includes('cluster_monitor'));
    assert.ok(role.length < 1000, 'longer lines are cut');
  });

  it('does not take a blocked cluster for a missing right', async () => {
    const body = '{"error":{"type":"cluster_block_exception","reason":"blocked by: [SERVICE_UNAVAILABLE/1/x]"}}';
    await assertFails(
      await stores.answering(403, body),
      'STORE_ANSWER',
      /answers 403: cluster_block_exception: blocked by/,
    );
  });

  it('answers with an error, whose type and reason are told on one line', async () => {
    const body = '{"error":{"type":"master_not_discovered_exception","reason":"no\\n\\u001b[31mmaster"},"status":503}';
    await assertFails(
      await stores.answering(503, body),
      'STORE_ANSWER',
      /answers 503: master_not_discovered_exception: no \[31mmaster$/,
    );
  });

  it('is a page of somebody else', async () => {
    const page = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>';
    await assertFails(
      await stores.answering(200, page),
      'STORE_ANSWER',
      /is no Elasticsearch: a page, "Sign in"$/,
      /--es-url/,
    );
    await assertFails(await stores.answering(502, page), 'STORE_ANSWER', /answers 502: a page, "Sign in"$/);
    await assertFails(await stores.answering(404, page), 'STORE_ANSWER', /answers 404: a page/);
    await assertFails(await stores.answering(200, '{"status":'), 'STORE_ANSWER', /is no Elasticsearch: \{"status":$/);
    await assertFails(await stores.answering(200, '{"status":"up"}'), 'STORE_ANSWER', /its health is none of/);
    await assert.rejects((await stores.answering(200, '{}')).version(signal), { code: 'STORE_ANSWER' });
  });

  it('sends elsewhere, where nobody follows', async () => {
    let followed = 0;
    const other = await loopback((_request, response) => {
      followed++;
      response.end(HEALTH);
    });
    stores.servers.push(other);
    const to = `http://user:word@127.0.0.1:${other.port}/login?token=x`;
    const api = await stores.answering(302, '', { headers: { location: to }, identity: { token: 'secret-word' } });
    const { code, message } = await failureOf(api);
    assert.equal(code, 'STORE_ANSWER');
    assert.match(message, /sends elsewhere \(302\): http:\/\/127\.0\.0\.1:\d+\/login$/);
    assert.equal(followed, 0);
  });

  it('answers more than can be held', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'a');
    const body = gzipSync(Buffer.concat(Array.from({ length: 65 }, () => chunk)));
    assert.ok(body.length < 100_000);
    await assertFails(
      await stores.answering(200, body, { headers: { 'content-encoding': 'gzip' } }),
      'STORE_ANSWER',
      /is larger than 64 MiB$/,
    );
    await assertFails(
      await stores.answering(200, 'no gzip', { headers: { 'content-encoding': 'gzip' } }),
      'STORE_ANSWER',
      /cannot be unpacked/,
    );
  });

  it('is too slow, before the answer and within it', async () => {
    await assertFails(await stores.serving(() => undefined, { deadlineMs: 50 }), 'TIMED_OUT', /within 0\.05s$/);
    const begun = await stores.serving((_request, response) => void response.write('{'), { deadlineMs: 50 });
    await assertFails(begun, 'TIMED_OUT', /^no answer from the span store at http:/);
  });

  it('ends with the signal, and with its reason', async () => {
    const over = new AbortController();
    const api = await stores.serving(() => over.abort('enough'));
    await assert.rejects(api.health(over.signal), (reason) => reason === 'enough');
  });

  it('is not there, or breaks off', async () => {
    await assertFails(
      await stores.serving((request) => request.socket.destroy()),
      'STORE_UNREACHABLE',
      /closed before the answer/,
    );
    const gone = await stores.answering(200, HEALTH);
    stores.servers.splice(0).forEach((server) => server.close());
    await assertFails(gone, 'STORE_UNREACHABLE', /cannot be reached: connection refused$/);
    await assertFails(
      await stores.answering(200, HEALTH, { location: { host: 'nonesuch.invalid' } }),
      'STORE_UNREACHABLE',
      /no such host|the name server does not answer/,
    );
  });
});
