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
    // Each service sends its spans by itself, and the span store shows them a moment after they came.
    let missing = ['customer', 'driver', 'frontend', 'route'];
    const look = async (): Promise<boolean> => {
      const { data } = JSON.parse(await cluster.kubectl(...services)) as { data: string[] | null };
      missing = missing.filter((name) => !data?.includes(name));
      return missing.length === 0;
    };
    await until('services in the span store', 60, look, () => `missing: ${missing.join(', ')}`);
  });
});
