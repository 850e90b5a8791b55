import assert from 'node:assert/strict';
import { addressesOf, endpointOf, parsePorts, tunnelReport, type ComponentName } from '../../../src/access/index.ts';
import { chooseInstance } from '../../../src/jaeger/index.ts';
import { queryAddress } from '../../../src/access/query-address.ts';
import { findRoots, noFacts } from '../../../src/jaeger/index.ts';
import type { Container } from '../../../src/kubernetes/types.ts';
import { clusterOf, container, workload } from '../../support/objects.ts';
import { recordedObjects } from '../../support/recorded-objects.ts';

type Listed = Parameters<typeof clusterOf>[0];

async function clusterWith(set: string): Promise<ReturnType<typeof clusterOf>> {
  const lists = await recordedObjects(set);
  const short = Object.entries(lists).map(([name, objects]) => [name.replace(/\..*/, ''), objects]);
  return clusterOf(Object.fromEntries(short) as Listed);
}

const endpointIn = async (set: string, namespace: string, component: ComponentName): ReturnType<typeof endpointOf> => {
  const cluster = await clusterWith(set);
  return endpointOf(cluster, await chooseInstance(cluster, { namespace }), component);
};

describe('where a component is reached', () => {
  it('goes past the proxy of OpenShift, whose Service has 443 alone, to the port behind it', async () => {
    const { ports, labelSelector } = await endpointIn('openshift', 'jaeger-production', 'query');
    assert.deepEqual(ports, [16_686]);
    assert.match(labelSelector, /app\.kubernetes\.io\/component=query\b/);
    assert.doesNotMatch(labelSelector, /pod-template-hash/);
  });

  for (const [set, namespace, selected] of [
    ['all-in-one', 'default', /component=all-in-one\b/],
    ['jaeger-v2', 'jaeger-v2', /^app=jaeger$/],
    ['otel-operator', 'otel', /instance=otel\.jaeger-inmemory\b/],
    ['helm', 'helm-v2', /app\.kubernetes\.io\/name=jaeger\b/],
  ] as const)
    it(`takes an all-in-one for every part that it plays (${set})`, async () => {
      for (const [component, ports] of [
        ['query', [16_686]],
        ['all-in-one', [16_686]],
        ['collector', [4317, 4318, 14_268, 14_250]],
        ['otlp', [4317, 4318]],
        ['agent', [5778]],
        ['admin', [set === 'all-in-one' ? 14_269 : 13_133]],
      ] as const) {
        const endpoint = await endpointIn(set, namespace, component);
        assert.deepEqual(endpoint.ports, ports, component);
        assert.match(endpoint.labelSelector, selected);
      }
    });

  for (const [set, namespace] of [
    ['jaeger-v2', 'jaeger-v2-production'],
    ['helm', 'helm-v1'],
  ] as const)
    it(`takes each part for itself (${set})`, async () => {
      const query = await endpointIn(set, namespace, 'query');
      const otlp = await endpointIn(set, namespace, 'otlp');
      assert.deepEqual([query.ports, otlp.ports], [[16_686], [4317, 4318]]);
      assert.notEqual(query.labelSelector, otlp.labelSelector);
      assert.deepEqual([query.query, otlp.query], [{ scheme: 'http', basePath: '/' }, undefined]);
    });

  it('finds the span store of the instance, be it in another namespace', async () => {
    const { ports, namespace } = await endpointIn('openshift', 'jaeger-production', 'storage');
    assert.deepEqual([ports, namespace], [[9200], 'jaeger-production']);
  });

  it('says so when an instance has no such component', async () => {
    await assert.rejects(endpointIn('all-in-one', 'default', 'ingester'), { code: 'NOT_FOUND' });
    await assert.rejects(endpointIn('all-in-one', 'default', 'storage'), {
      code: 'NOT_FOUND',
      message: /its type is memory/,
    });
  });
});

describe('how the query service is asked', () => {
  const addressOf = (more: Partial<Container>): ReturnType<typeof queryAddress> => {
    const workloads = [
      workload('jaeger-query', {
        containers: [
          container('quay.io/openshift/origin-oauth-proxy:4.14', {
            name: 'oauth-proxy',
            args: ['--query.base-path=/no'],
          }),
          container('docker.io/jaegertracing/jaeger-query:1.65.0', more),
        ],
      }),
    ];
    const [found] = findRoots({ ...noFacts, workloads })[0]?.workloads ?? [];
    return queryAddress(found ?? assert.fail());
  };

  it('has the base path of the options, however these are given', () => {
    assert.equal(addressOf({}).basePath, '/');
    for (const more of [
      { args: ['--query.base-path=/jaeger'] },
      { args: ['--query.base-path', 'jaeger/'] },
      { env: [{ name: 'QUERY_BASE_PATH', value: '/jaeger/' }] },
    ])
      assert.equal(addressOf(more).basePath, '/jaeger/');
  });

  it('is https where the query service has TLS itself', () => {
    assert.equal(addressOf({ args: ['--query.http.tls.enabled'] }).scheme, 'https');
    assert.equal(addressOf({ args: ['--query.http.tls.enabled=false'] }).scheme, 'http');
  });

  it('is a URL that can be asked, whatever is listened on', () => {
    const query = { scheme: 'http' as const, basePath: '/jaeger/' };
    const destination = { namespace: 'ns', instance: 'jaeger', component: 'query', path: '/search?service=a', query };
    const urlAt = (address: string): string | undefined =>
      tunnelReport([{ address, local: 16_687, remote: 16_686, instead: undefined }], destination).url;
    assert.equal(urlAt('127.0.0.1'), 'http://127.0.0.1:16687/jaeger/search?service=a');
    assert.equal(urlAt('0.0.0.0'), 'http://127.0.0.1:16687/jaeger/search?service=a');
    assert.equal(urlAt('::1'), 'http://[::1]:16687/jaeger/search?service=a');
  });
});

describe('the environment of a command beside a tunnel', () => {
  it('has the address, and for spans what every SDK reads', () => {
    const query = { scheme: 'http' as const, basePath: '/jaeger/' };
    const at = (local: number, remote: number): object => ({ address: '127.0.0.1', local, remote, instead: undefined });
    const listeners = [at(1, 4317), at(2, 4318)] as Parameters<typeof tunnelReport>[0];
    const destination = { namespace: 'ns', instance: 'jaeger', path: '' };
    const otlp = addressesOf(tunnelReport(listeners, { ...destination, component: 'otlp', query: undefined }));
    assert.deepEqual(otlp, {
      JAEGER_URL: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:2',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    });
    const pages = addressesOf(tunnelReport(listeners, { ...destination, component: 'query', query }));
    assert.deepEqual(pages, { JAEGER_URL: 'http://127.0.0.1:1/jaeger' });
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
