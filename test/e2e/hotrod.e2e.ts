import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import { until } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';

const NAMESPACE = 'jaeger-production';

const through = (service: string, path: string): string =>
  `/api/v1/namespaces/${NAMESPACE}/services/${service}/proxy${path}`;

/** The ground is real only if traces really pass through it. */
describe('HotROD on the ground', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  it('runs with the agent that the operator put beside it', async () => {
    const containers = ['-o', 'jsonpath={.items[*].spec.containers[*].name}'];
    const names = await cluster.kubectl('get', 'pods', '-n', NAMESPACE, '-l', 'app=hotrod', ...containers);
    assert.equal(names, 'example-hotrod jaeger-agent');
  });

  it('sends traces that the query service gives back', async () => {
    const pod = await cluster.kubectl('get', 'pods', '-n', NAMESPACE, '-l', 'app=hotrod', '-o', 'name');
    const dispatch = `/api/v1/namespaces/${NAMESPACE}/pods/${pod.trim().slice(4)}:8080/proxy/dispatch?customer=123`;
    assert.match(await cluster.kubectl('get', '--raw', dispatch), /"Driver"/);
    const services = ['get', '--raw', through('jaeger-production-query:16686', '/api/services')];
    await until('services in the span store', 60, async () =>
      (await cluster.kubectl(...services)).includes('"frontend"'),
    );
    const found = JSON.parse(await cluster.kubectl(...services)) as { data: string[] };
    assert.deepEqual(
      ['customer', 'driver', 'frontend', 'route'].filter((name) => !found.data.includes(name)),
      [],
    );
  });
});
