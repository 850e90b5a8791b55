import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/kubernetes/exchange.ts';
import { logExchange } from '../../../src/kubernetes/request-log.ts';
import { failure, json, listOf, withApi } from '../../support/api-server.ts';

const exchange: Exchange = {
  method: 'GET',
  url: 'https://one:6443/api/v1/pods?limit=500',
  requestHeaders: { accept: 'application/json', Authorization: 'Bearer hidden' },
  requestBody: undefined,
  milliseconds: 12,
  answer: { status: 200, statusText: 'OK', headers: { 'set-cookie': ['hidden'], date: 'today' }, body: '{"a":1}' },
};

const RESPONSE = '"Response" verb="GET" url="https://one:6443/api/v1/pods?limit=500" status="200 OK"';
const text = (body: unknown): string =>
  logExchange(
    { ...exchange, answer: { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(body) } },
    8,
  ).join('\n');

describe('the request log', () => {
  it('says more with every level', () => {
    assert.deepEqual(logExchange(exchange, 5), []);
    assert.deepEqual(logExchange(exchange, 6), [`${RESPONSE} milliseconds=12`]);
    const headers = 'headers=<\n\taccept: application/json\n\tAuthorization: <masked>\n >';
    const request = `"Request" verb="GET" url="https://one:6443/api/v1/pods?limit=500" ${headers}`;
    assert.deepEqual(logExchange(exchange, 7), [request, `${RESPONSE} milliseconds=12`]);
    assert.deepEqual(logExchange({ ...exchange, requestBody: '{}' }, 8), [
      '"Request Body" body="{}"',
      request,
      `${RESPONSE} headers=<\n\tset-cookie: <masked>\n\tdate: today\n > milliseconds=12`,
      String.raw`"Response Body" body="{\"a\":1}"`,
    ]);
  });

  it('has a line for a request without an answer', () => {
    assert.match(logExchange({ ...exchange, answer: undefined }, 6)[0] ?? '', /status="" milliseconds=12$/);
  });

  it('cuts long bodies', () => {
    const long = text({ a: 'x'.repeat(20_000) });
    assert.ok(long.length < 11_000);
    assert.match(long, /\[truncated \d+ chars\]/);
  });

  for (const [what, body] of Object.entries({
    'a Secret': { kind: 'Secret', data: { a: 'hidden' }, stringData: { b: 'hidden' } },
    'a list of Secrets': { kind: 'SecretList', items: [{ type: 'Opaque', data: { a: 'hidden' } }] },
    'a Secret that was applied': {
      metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'hidden' } },
    },
    'a token': { kind: 'TokenRequest', status: { token: 'hidden' } },
    'an environment variable': { env: [{ name: 'ES_PASSWORD', value: 'hidden' }] },
    'an option': { spec: { storage: { options: { es: { password: 'hidden' }, 'es.password': 'hidden' } } } },
  }))
    it(`hides the content of ${what}`, () => {
      assert.doesNotMatch(text(body), /hidden/);
      assert.match(text(body), /<redacted>/);
    });

  it('is told of every exchange, also of those that failed', async () => {
    const told: Exchange[] = [];
    await withApi(
      (response, _, number) => (number === 1 ? response.socket?.destroy() : json(response, 200, listOf([]))),
      async (cluster) => {
        await cluster.list('pods', {});
        await failure(cluster.get('pods', { namespace: 'ns', name: 'a' }));
      },
      { onExchange: (one) => told.push(one) },
    );
    assert.deepEqual(
      told.map(({ answer }) => answer?.status),
      [undefined, 200, 200],
    );
  });
});
