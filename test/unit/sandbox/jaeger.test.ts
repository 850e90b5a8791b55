import assert from 'node:assert/strict';
import { request } from 'node:http';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { jaegerPorts } from '../../../sandbox/jaeger.ts';
import type { StoredObject } from '../../../sandbox/store.ts';
import { checkout } from '../../ground/paths.ts';

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

interface Recorded {
  readonly sent: object;
  readonly posted: Answer;
  readonly refused: Answer;
  readonly answers: Readonly<Record<string, Answer>>;
}

const recorded = JSON.parse(readFileSync(join(checkout, 'test/fixtures/jaeger-api.json'), 'utf8')) as Recorded;

const podOf = (component: string, uid: string, ready = 'True'): StoredObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'jaeger',
    namespace: 'default',
    uid,
    labels: { 'app.kubernetes.io/instance': 'jaeger', 'app.kubernetes.io/component': component },
  },
  spec: { containers: [{ ports: [16686, 4318, 14269].map((containerPort) => ({ containerPort })) }] },
  status: { conditions: [{ type: 'Ready', status: ready }] },
});

describe("Jaeger's API on the practice cluster", () => {
  let pod: StoredObject;
  const ports = jaegerPorts((_, name) => (name === 'jaeger' ? pod : undefined));
  beforeEach(() => {
    pod = podOf('query', 'first');
  });

  function ask(port: number, path: string, body?: string): Promise<Answer> {
    const createConnection = (): never => ports('default', 'jaeger', port) as never;
    return new Promise((resolve, reject) => {
      request({ createConnection, path, method: body === undefined ? 'GET' : 'POST' }, (response) => {
        const { statusCode: status, headers } = response;
        void text(response).then((answer) => resolve({ status, type: headers['content-type'], body: answer }));
      })
        .on('error', reject)
        .end(body);
    });
  }
  const send = (): Promise<Answer> => ask(4318, '/v1/traces', JSON.stringify(recorded.sent));

  it('answers as Jaeger did to the same spans', async () => {
    assert.deepEqual(await send(), recorded.posted);
    const { status, type, body } = await ask(4318, '/v1/traces', '{"resourceSpans":"none"}');
    const { status: refused, type: ofRefusal, body: why } = recorded.refused;
    assert.deepEqual([status, type, codeIn(body)], [refused, ofRefusal, codeIn(why)]);
    let compared = 0;
    for (const [path, answer] of Object.entries(recorded.answers)) {
      const given = await ask(16686, path);
      assert.deepEqual([given.status, given.type], [answer.status, answer.type], path);
      if (answer.type?.startsWith('text/html')) continue; // its pages are not imitated
      assert.deepEqual(JSON.parse(given.body), JSON.parse(answer.body), path);
      compared++;
    }
    assert.ok(compared >= 8);
  });

  it('forgets what a Pod had in memory, and keeps what is in a store', async () => {
    for (const [component, left] of [
      ['all-in-one', /"data":\[\]/],
      ['collector', /"data":\["shop","shop-database"\]/],
    ] as const) {
      pod = podOf(component, `${component}-1`);
      await send();
      assert.match((await ask(16686, '/api/services')).body, /"shop"/);
      pod = podOf(component, `${component}-2`);
      assert.match((await ask(16686, '/api/services')).body, left);
    }
  });

  it('listens where a Ready Pod says that it does', async () => {
    assert.match((await ask(14269, '/')).body, /Server available/);
    assert.equal(ports('default', 'jaeger', 14271), undefined);
    assert.equal(ports('default', 'other', 16686), undefined);
    pod = podOf('query', 'first', 'False');
    assert.equal(ports('default', 'jaeger', 16686), undefined);
  });
});

const codeIn = (body: string): unknown => (JSON.parse(body) as { code: unknown }).code;
