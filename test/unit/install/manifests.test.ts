import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { readManifest, type InstallOptions, type SettingName, type SwitchName } from '../../../src/install/index.ts';
import { storageOf, strategyOf } from '../../../src/jaeger/index.ts';
import type { Jaeger } from '../../../src/kubernetes/types.ts';
import { renderObjects } from '../../../src/plan/index.ts';
import { assertGolden } from '../../support/golden.ts';
import { manifestsOf, optionsOf } from '../../support/install-options.ts';

type Settings = InstallOptions['settings'];

const yaml = (options: InstallOptions, createNamespace = false): Promise<string> =>
  renderObjects(manifestsOf(options, createNamespace), 'yaml');

/** What must stand beside an option for it to mean anything, and a value of it. */
const VALUES: Readonly<Record<SettingName, readonly [value: string, beside?: Settings]>> = {
  strategy: ['ALL-IN-ONE'],
  'ingress-security': ['oauth-proxy'],
  storage: ['Cassandra'],
  'es-nodes': ['5', { storage: 'elasticsearch' }],
  'es-redundancy': ['fullredundancy', { storage: 'elasticsearch' }],
  'es-storage-class': ['gp2', { storage: 'elasticsearch' }],
  'es-storage-size': ['50Gi', { storage: 'elasticsearch' }],
  'es-url': ['https://a.example.com:9200,https://b.example.com:9200', { storage: 'elasticsearch' }],
  'es-secret': ['es-user', { storage: 'elasticsearch', 'es-url': 'http://es:9200' }],
  'es-ca': ['elasticsearch-es-http-certs-public', { storage: 'elasticsearch', 'es-url': 'https://es:9200' }],
  'retention-days': ['14', { storage: 'elasticsearch' }],
  'cleaner-schedule': ['@daily', { storage: 'elasticsearch' }],
  'rollover-conditions': ['{"max_age": "1d", "max_docs": 1000000}', { storage: 'elasticsearch' }],
  'rollover-read-ttl': ['72h', { storage: 'elasticsearch' }],
  'rollover-schedule': ['*/30 * * * *', { storage: 'elasticsearch' }],
  'cassandra-servers': ['cassandra.db:9042', { storage: 'cassandra' }],
  'cassandra-keyspace': ['jaeger_v1_dc1', { storage: 'cassandra' }],
  'cassandra-datacenter': ['dc1', { storage: 'cassandra' }],
  'kafka-brokers': ['kafka.queues:9092', { strategy: 'streaming', storage: 'elasticsearch' }],
  'kafka-topic': ['jaeger-spans', { strategy: 'streaming', storage: 'elasticsearch' }],
  'badger-claim': ['badger-data', { storage: 'badger' }],
  'memory-max-traces': ['50000', { storage: 'memory' }],
};

const SWITCHED: Readonly<Record<SwitchName, readonly [value: boolean, beside?: Settings]>> = {
  ingress: [false],
  'es-do-not-provision': [true, { storage: 'elasticsearch' }],
  cleaner: [false, { storage: 'elasticsearch' }],
};

describe('the manifest of an option', () => {
  for (const [name, [value, beside]] of Object.entries(VALUES))
    it(`says what --${name} names, and nothing else`, async () => {
      await assertGolden(`install/${name}.yaml`, await yaml(optionsOf({ settings: { ...beside, [name]: value } })));
    });

  for (const [name, [value, beside = {}]] of Object.entries(SWITCHED))
    it(`says what --${value ? '' : 'no-'}${name} names`, async () => {
      const options = optionsOf({ settings: beside, switches: { [name]: value } });
      await assertGolden(`install/${name}.yaml`, await yaml(options));
    });

  it('says all hosts, images and values that are set', async () => {
    const options = optionsOf({
      namespace: 'tracing',
      settings: { strategy: 'production', storage: 'elasticsearch' },
      ingressHosts: ['jaeger.example.com', '*.example.org'],
      images: ['collector=quay.io/x/jaeger-collector:1.76.0', 'query=localhost:5000/jaeger-query@sha256:abc'],
      set: [
        String.raw`annotations.prometheus\.io/scrape="true"`,
        'query.replicas=2',
        'spec.query.tracingEnabled=false',
        'collector.options.collector.num-workers=100',
        String.raw`storage.options.es\.num-shards=1`,
        'sampling.options.default_strategy.param=0.5',
        'imagePullPolicy=Always',
        'ingress.tls=[{"secretName": "tls"}]',
      ],
    });
    await assertGolden('install/lists.yaml', await yaml(options, true));
  });

  it('takes a ConfigMap and another key for the authority', async () => {
    const settings = { storage: 'elasticsearch', 'es-url': 'https://es:9200', 'es-ca': 'configmap/trust:bundle.pem' };
    await assertGolden('install/es-ca-config-map.yaml', await yaml(optionsOf({ settings })));
  });
});

describe('the two installations of the walk through Jaeger on OpenShift', () => {
  it('come out of flags alone', async () => {
    const allInOne = optionsOf({ name: 'jaeger-all-in-one-inmemory', namespace: 'default' });
    await assertGolden('install/article-all-in-one.yaml', await yaml(allInOne));
    const production = optionsOf({
      name: 'jaeger-production',
      settings: {
        strategy: 'production',
        'ingress-security': 'oauth-proxy',
        storage: 'elasticsearch',
        'es-nodes': '3',
        'es-redundancy': 'SingleRedundancy',
        'es-storage-class': 'gp2',
        'es-storage-size': '50Gi',
        'retention-days': '7',
        'cleaner-schedule': '55 23 * * *',
        'rollover-schedule': '*/30 * * * *',
      },
    });
    await assertGolden('install/article-production-rollover.yaml', await yaml(production));
    for (const path of ['es.use-aliases', String.raw`es\.use-aliases`])
      await assertGolden(
        'install/article-production.yaml',
        await yaml({ ...production, set: [`storage.options.${path}=false`] }),
      );
  });
});

const manifest = (spec: object): string =>
  JSON.stringify({ apiVersion: 'jaegertracing.io/v1', kind: 'Jaeger', metadata: { name: 'a' }, spec });

describe('a manifest that is given', () => {
  it('comes out as it went in', async () => {
    const text = manifest({ strategy: 'all-in-one', storage: { type: 'memory', options: { 'memory.max-traces': 5 } } });
    const { manifest: base } = await readManifest(text, 'a');
    assert.deepEqual(manifestsOf(optionsOf({ name: 'a', base }), false), [parse(text)]);
  });

  it('is what flags go over, however it is spelled', async () => {
    const volumes = [{ name: 'data', emptyDir: {} }];
    const text = manifest({
      storage: { type: 'elasticsearch', options: { 'es.server-urls': 'http://old:9200', es: { 'num-shards': 1 } } },
      volumes,
      query: { replicas: 3 },
    });
    const { manifest: base } = await readManifest(text, 'b');
    const options = optionsOf({
      name: 'b',
      base,
      settings: { 'es-url': 'http://new:9200', 'es-ca': 'ca' },
      set: ['storage.options.es.num-shards=2', 'query.replicas=null'],
    });
    const [made] = manifestsOf(options, false) as [
      { metadata: object; spec: { storage: object; volumes: { name: string }[]; query?: object } },
    ];
    assert.deepEqual(made.metadata, { name: 'b' });
    assert.deepEqual(made.spec.storage, {
      type: 'elasticsearch',
      options: {
        'es.server-urls': 'http://new:9200',
        es: { 'num-shards': 2, tls: { ca: '/etc/jaeger/es-ca/ca.crt' } },
      },
    });
    assert.deepEqual(
      made.spec.volumes.map(({ name }) => name),
      ['data', 'es-ca'],
    );
    assert.equal(made.spec.query, undefined);
  });

  it('is the one with the name among several, and leaves what is something else', async () => {
    const text = `kind: ServiceAccount\nmetadata: {name: sa}\n---\n${manifest({})}\n---\n${manifest({ strategy: 'x' }).replace('"a"', '"b"')}\n`;
    const read = await readManifest(text, 'b');
    assert.deepEqual(
      [read.manifest.metadata.name, read.manifest.spec, read.others],
      ['b', { strategy: 'x' }, ['ServiceAccount/sa']],
    );
    await assert.rejects(readManifest(text, undefined), /there are several: name one of Jaeger\/a, Jaeger\/b/);
  });

  it('loses what a cluster has written into it', async () => {
    const metadata = { name: 'a', uid: 'u', resourceVersion: '1', managedFields: [], labels: { x: 'y' } };
    const text = JSON.stringify({
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      metadata,
      status: { phase: 'Running' },
    });
    const { manifest: base } = await readManifest(text, undefined);
    assert.deepEqual(base, {
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      metadata: { name: 'a', labels: { x: 'y' } },
    });
  });

  it('is refused where it is none', async () => {
    for (const [text, why] of [
      ['', /no resource of kind Jaeger/],
      ['kind: Pod\nmetadata: {name: x}', /no resource of kind Jaeger \(Pod\/x\)/],
      ['kind: Jaeger\n  metadata:\n', /--filename: /],
      [
        'apiVersion: io.jaegertracing/v1alpha1\nkind: Jaeger\nmetadata: {name: x}',
        /apiVersion is io\.jaegertracing\/v1alpha1/,
      ],
      ['apiVersion: jaegertracing.io/v1\nkind: Jaeger', /has no name/],
      ['apiVersion: jaegertracing.io/v1\nkind: Jaeger\nmetadata: {name: x}\nspec: 7', /spec is no map/],
    ] as const)
      await assert.rejects(readManifest(text, undefined), { code: 'USAGE', message: why });
  });
});

describe('the readers of instances', () => {
  const strategies = fc.constantFrom('allInOne', 'production', 'streaming', 'Production', 'all-in-one');
  const storages = fc.constantFrom(
    'memory',
    'badger',
    'elasticsearch',
    'cassandra',
    'kafka',
    'grpc-plugin',
    'Elasticsearch',
  );

  it('understand what is made here, and nothing is made that they take for something else', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(strategies, storages, (strategy, storage) => {
        const lost = /^(memory|badger)$/.test(storage) && !strategy.startsWith('all');
        const make = (): readonly object[] => manifestsOf(optionsOf({ settings: { strategy, storage } }), false);
        if (lost) return assert.throws(make, /the operator would run all-in-one/);
        const [jaeger] = make() as [Jaeger];
        assert.equal(strategyOf(jaeger), strategy.toLowerCase().replaceAll('-', ''));
        assert.equal(storageOf(jaeger), storage.toLowerCase());
        seen.add(`${strategy} ${storage}`);
      }),
      { numRuns: 500 },
    );
    assert.ok(seen.size >= 25, `${seen.size}`);
  });
});
