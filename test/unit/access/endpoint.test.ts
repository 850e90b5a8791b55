import assert from 'node:assert/strict';
import { chooseInstance, endpointOf, parsePorts, tunnelReport } from '../../../src/access/index.ts';
import { queryAddress } from '../../../src/access/query-address.ts';
import type { Container } from '../../../src/kubernetes/types.ts';
import { clusterOf } from '../../support/objects.ts';
import { recordedObjects } from '../../support/recorded-objects.ts';

type Listed = Parameters<typeof clusterOf>[0];

/** Instance `namespace/name` of a recorded set. */
async function instanceOf(set: string, namespace: string): ReturnType<typeof chooseInstance> {
  const lists = await recordedObjects(set);
  const short = Object.entries(lists).map(([name, objects]) => [name.replace(/\..*/, ''), objects]);
  return chooseInstance(clusterOf(Object.fromEntries(short) as Listed), { namespace });
}

describe('where a component is reached', () => {
  it('goes past the proxy of OpenShift, whose Service has 443 alone, to the port behind it', async () => {
    const { ports, labelSelector } = endpointOf(await instanceOf('openshift', 'jaeger-production'), 'query');
    assert.deepEqual(ports, [16_686]);
    assert.match(labelSelector, /app\.kubernetes\.io\/component=query\b/);
    assert.doesNotMatch(labelSelector, /pod-template-hash/);
  });

  it('takes the all-in-one for every part that it plays', async () => {
    const instance = await instanceOf('all-in-one', 'default');
    for (const [component, ports] of [
      ['query', [16_686]],
      ['all-in-one', [16_686]],
      ['collector', [14_268, 14_250, 4317, 4318]],
      ['otlp', [4317, 4318]],
      ['agent', [5778]],
      ['admin', [14_269]],
    ] as const) {
      const endpoint = endpointOf(instance, component);
      assert.deepEqual(endpoint.ports, ports, component);
      assert.match(endpoint.labelSelector, /component=all-in-one\b/);
    }
  });

  it('finds the span store of the instance', async () => {
    const { ports } = endpointOf(await instanceOf('openshift', 'jaeger-production'), 'storage');
    assert.deepEqual(ports, [9200]);
  });

  it('says so when an instance has no such component', async () => {
    const instance = await instanceOf('all-in-one', 'default');
    assert.throws(() => endpointOf(instance, 'ingester'), { code: 'NOT_FOUND' });
  });
});

describe('how the query service is asked', () => {
  const addressOf = (container: Partial<Container>): ReturnType<typeof queryAddress> =>
    queryAddress({
      metadata: { name: 'pod' },
      spec: {
        containers: [
          { name: 'oauth-proxy', image: 'quay.io/openshift/origin-oauth-proxy:4.14', args: ['--query.base-path=/no'] },
          { name: 'jaeger', image: 'docker.io/jaegertracing/jaeger-query:1.65.0', ...container },
        ],
      },
    });

  it('has the base path of the options, however these are given', () => {
    assert.equal(addressOf({}).basePath, '/');
    for (const container of [
      { args: ['--query.base-path=/jaeger'] },
      { args: ['--query.base-path', 'jaeger/'] },
      { env: [{ name: 'QUERY_BASE_PATH', value: '/jaeger/' }] },
    ])
      assert.equal(addressOf(container).basePath, '/jaeger/');
  });

  it('is https where the query service has TLS itself', () => {
    assert.equal(addressOf({ args: ['--query.http.tls.enabled'] }).scheme, 'https');
    assert.equal(addressOf({ args: ['--query.http.tls.enabled=false'] }).scheme, 'http');
  });

  it('is a URL that can be asked, whatever is listened on', () => {
    const destination = { namespace: 'ns', instance: 'jaeger', component: 'query', path: '/search?service=a' };
    const urlAt = (address: string): string | undefined =>
      tunnelReport(
        {
          listeners: [{ address, local: 16_687, remote: 16_686, instead: undefined }],
          query: { scheme: 'http', basePath: '/jaeger/' },
        },
        destination,
      ).url;
    assert.equal(urlAt('127.0.0.1'), 'http://127.0.0.1:16687/jaeger/search?service=a');
    assert.equal(urlAt('0.0.0.0'), 'http://127.0.0.1:16687/jaeger/search?service=a');
    assert.equal(urlAt('::1'), 'http://[::1]:16687/jaeger/search?service=a');
  });
});

describe('--port', () => {
  it('is the local port, the one of the Pod, or both', () => {
    const both = (text: string): (number | undefined)[] =>
      parsePorts([text], [16_686]).flatMap(({ local, remote }) => [local, remote]);
    assert.deepEqual(both('8080'), [8080, 16_686]);
    assert.deepEqual(both('8080:4317'), [8080, 4317]);
    assert.deepEqual(both('0'), [undefined, 16_686]);
    assert.deepEqual(both(':4317'), [undefined, 4317]);
  });

  it('refuses everything else', () => {
    for (const text of ['', 'a', '1:2:3', '65536', '1:0', '1:65536', '-1'])
      assert.throws(() => parsePorts([text], [16_686]), { code: 'USAGE' }, text);
  });
});
