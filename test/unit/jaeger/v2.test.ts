import assert from 'node:assert/strict';
import { findRoots, gatherRoots, type InstanceRoot } from '../../../src/jaeger/index.ts';
import type { Container } from '../../../src/kubernetes/types.ts';
import { clusterOf, container, workload } from '../../support/objects.ts';

const IMAGE = 'jaegertracing/jaeger:2.13.0';
const ALL = ['all-in-one', 'allinone'];

const config = (file: string): Partial<Container> => ({
  args: [`--config=/etc/jaeger/${file}`],
  volumeMounts: [{ name: 'config', mountPath: '/etc/jaeger' }],
});
const volumes = [{ name: 'config', configMap: { name: 'settings' } }];

const text = (extensions: string, receivers: string, more: string): string => `
service:
  extensions: [${extensions}]
  pipelines: { traces: { receivers: [${receivers}], exporters: [jaeger_storage_exporter] } }
${more}`;

const backends = (kind: string): string => `
extensions:
  jaeger_query: { storage: { traces: main, traces_archive: other }, base_path: /jaeger }
  jaeger_storage:
    backends: { main: ${kind}, other: { cassandra: {} } }
    metric_backends: { metrics: { prometheus: {} } }
exporters: { jaeger_storage_exporter: { trace_storage: main } }`;

async function rootOf(
  data: Readonly<Record<string, string>>,
  ...containers: Container[]
): Promise<InstanceRoot | undefined> {
  const deployments = containers.map((one, index) =>
    workload(`j-${['collector', 'query'][index]}`, { containers: [one], volumes }),
  );
  const configmaps = [{ metadata: { name: 'settings', namespace: 'ns' }, data }];
  const [root, ...others] = findRoots(await gatherRoots(clusterOf({ deployments, configmaps }), { namespace: 'ns' }));
  assert.deepEqual(others, []);
  return root;
}

const summary = (root: InstanceRoot | undefined): unknown[] => [
  root?.workloads.map(({ component }) => component).join(','),
  root?.strategy,
  root?.storage.type,
  root?.storage.address,
];

describe('Jaeger v2', () => {
  it('without a configuration is an all-in-one in memory, whatever variables of v1 say', async () => {
    const env = [{ name: 'SPAN_STORAGE_TYPE', value: 'elasticsearch' }];
    assert.deepEqual(summary(await rootOf({}, container(IMAGE, { env }))), [...ALL, 'memory', undefined]);
  });

  it('is what its configuration says, with the store of the query service and no other', async () => {
    const es = '{ elasticsearch: { server_urls: ["http://${env:ES_HOST:-es.data}:9200"] } }';
    const root = await rootOf(
      { 'a.yaml': text('jaeger_storage, jaeger_query', 'otlp', backends(es)) },
      container(IMAGE, { ...config('a.yaml'), env: [{ name: 'ES_HOST', value: 'logs.data.svc' }] }),
    );
    assert.deepEqual(summary(root), [...ALL, 'elasticsearch', 'http://logs.data.svc:9200']);
    assert.deepEqual(root?.storage.service, { name: 'logs', namespace: 'data' });
    assert.equal(root?.workloads[0]?.settings.get('extensions.jaeger_query.base_path'), '/jaeger');
  });

  it('is put together from a collector and a query service', async () => {
    const os = '{ opensearch: { server_urls: ["http://es:9200"] } }';
    const root = await rootOf(
      {
        'collector.yaml': text('jaeger_storage, jaeger_query', 'otlp', backends(os)),
        'query.yaml': text('jaeger_storage, jaeger_query', 'nop', backends(os)),
      },
      container(IMAGE, config('collector.yaml')),
      container(IMAGE, config('query.yaml')),
    );
    assert.deepEqual(summary(root), ['collector,query', 'production', 'opensearch', 'http://es:9200']);
  });

  it('streams when its collector exports to Kafka', async () => {
    const root = await rootOf(
      {
        'a.yaml':
          'service: { pipelines: { traces: { receivers: [otlp], exporters: [kafka] } } }\nexporters: { kafka: { brokers: ["k.queues.svc:9092"] } }',
      },
      container(IMAGE, config('a.yaml')),
    );
    assert.deepEqual(summary(root), ['collector', 'streaming', 'kafka', 'k.queues.svc:9092']);
  });

  it('takes several configurations, the later ones over the earlier ones, and texts from variables', async () => {
    const badger = '{ badger: { ephemeral: false } }';
    const root = await rootOf(
      { 'a.yaml': text('jaeger_storage, jaeger_query', 'otlp', backends(badger)) },
      container(IMAGE, {
        args: ['--config', '/etc/jaeger/a.yaml', '--config=env:MORE'],
        volumeMounts: [{ name: 'config', mountPath: '/etc/jaeger' }],
        env: [{ name: 'MORE', value: 'service: { pipelines: { traces: { receivers: [nop] } } }' }],
      }),
    );
    assert.deepEqual(summary(root), ['query', 'production', 'badger', undefined]);
  });

  it('follows anchors and merge keys, and text within text', async () => {
    const anchored = backends('&es { elasticsearch: { server_urls: [http://es:9200] } }').replace(
      '{ cassandra: {} }',
      '*es',
    );
    const inner = text('jaeger_storage, jaeger_query', 'otlp', anchored);
    const wrapped = `|\n${inner.replaceAll(/^/gm, '  ')}`;
    for (const data of [inner, wrapped])
      assert.deepEqual(summary(await rootOf({ 'a.yaml': data }, container(IMAGE, config('a.yaml')))), [
        ...ALL,
        'elasticsearch',
        'http://es:9200',
      ]);
  });

  for (const [what, data] of [
    ['is not there', {}],
    ['is no map', { 'a.yaml': '[1, 2]' }],
    ['is no YAML', { 'a.yaml': 'a: [' }],
    ['has aliases that grow without measure', { 'a.yaml': laughs() }],
  ] as const)
    it(`has a storage that is unknown when its configuration ${what}`, async () => {
      const root = await rootOf(data, container(IMAGE, config('a.yaml')));
      assert.deepEqual(root?.storage.type, 'unknown');
      assert.match(root.storage.because, /^configmaps\/settings has no configuration under "a.yaml"/);
    });

  it('is known by its configuration when the image has a name of its own', async () => {
    const data = { 'a.yaml': text('jaeger_storage, jaeger_query', 'otlp', backends('{ memory: { max_traces: 1 } }')) };
    const ports = [{ containerPort: 16686 }];
    assert.deepEqual(summary(await rootOf(data, container('corp/traces:2', { ...config('a.yaml'), ports }))), [
      ...ALL,
      'memory',
      undefined,
    ]);
    const other = { 'a.yaml': 'service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp] } } }' };
    assert.equal(await rootOf(other, container('corp/traces:2', { ...config('a.yaml'), ports })), undefined);
  });
});

/** Ten lines that would be a billion words. */
function laughs(): string {
  const lines = Array.from(
    { length: 9 },
    (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`,
  );
  return ['l0: &l0 ha', ...lines].join('\n');
}
