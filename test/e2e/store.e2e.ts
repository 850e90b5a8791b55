import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { StoreVia } from '../../src/retention/open-store.ts';
import { manifestOf, type Cluster } from '../ground/cluster.ts';
import { reachStore } from '../support/reached-store.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { tlsFile } from '../support/recording-servers.ts';
import { PASSWORD, type Guard } from '../support/store-guards.ts';

const NS = 'jaeger-production';
const SECRET = { namespace: NS, name: 'store-e2e' };
const authority = readFileSync(tlsFile('ca.crt'), 'utf8');

interface Asked {
  readonly via?: StoreVia;
  readonly indices?: readonly string[];
  readonly code?: string;
  readonly message?: string;
  readonly hints?: readonly string[];
}

describe('the way to the span store', () => {
  let cluster: Cluster;
  let store: string;

  before(async () => {
    cluster = await e2eCluster();
    const address = ['-n', NS, 'get', 'service', 'elasticsearch', '-o', 'jsonpath={.spec.clusterIP}'];
    store = `http://${await cluster.kubectl(...address)}:9200`;
    await cluster.apply(
      manifestOf([{ apiVersion: 'v1', kind: 'Secret', metadata: SECRET, type: 'Opaque', stringData: PASSWORD }]),
    );
  });

  after(() => cluster.kubectl('-n', NS, 'delete', 'secret', SECRET.name));

  const ask = async (choice: object, guard?: Guard): Promise<Asked> =>
    JSON.parse(await reachStore(cluster, NS, choice, guard === undefined ? [] : [guard, store])) as Asked;

  it('is a tunnel where the instance names a Service', async () => {
    const { via, indices } = await ask({});
    assert.deepEqual(via, {
      way: 'tunnel',
      namespace: NS,
      pod: 'elasticsearch-0',
      url: 'http://elasticsearch.jaeger-production.svc:9200',
      skipsVerification: false,
    });
    assert.ok(indices?.includes('jaeger-span-000001'));
  });

  it('is direct where an address is named, with what a Secret has to show', async () => {
    const { via, indices } = await ask({ secret: SECRET, authority }, 'password');
    assert.equal(via?.way, 'direct');
    assert.equal(via?.identity, `user and password of secrets/${SECRET.name} in ${NS}`);
    assert.ok(indices?.includes('jaeger-span-000001'));
  });

  for (const [guard, code, message, choice] of [
    ['password', 'STORE_UNAUTHORIZED', /asks for credentials, and was shown none \(401\)/, {}],
    ['forbidding', 'STORE_FORBIDDEN', /\(403\): cluster:monitor\/health is missing/, { secret: SECRET }],
    ['page', 'STORE_ANSWER', /answers 502: a page, "Bad Gateway"/, {}],
    ['redirect', 'STORE_ANSWER', /sends elsewhere \(302\): http:/, { secret: SECRET }],
    ['endless', 'STORE_ANSWER', /is larger than 64 MiB/, {}],
    ['stranger', 'STORE_TLS', /of an authority that is not known/, { secret: SECRET }],
  ] as const)
    it(`fails with ${code} where something stands before it (${guard})`, async () => {
      const asked = await ask({ ...choice, authority }, guard);
      assert.equal(asked.code, code);
      assert.match(asked.message ?? '', message);
      assert.doesNotMatch(JSON.stringify(asked), new RegExp(PASSWORD.password));
    });
});
