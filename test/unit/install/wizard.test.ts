import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { InstallOptions } from '../../../src/install/index.ts';
import { completeOptions, isOpen, type Draft } from '../../../src/install/index.ts';
import type { ApiResource } from '../../../src/kubernetes/types.ts';
import { manifestsOf, optionsOf } from '../../support/install-options.ts';

type Cluster = Parameters<typeof completeOptions>[0];

/** Names that there are → in which namespaces. */
interface There {
  readonly groups?: readonly string[];
  readonly jaegers?: readonly string[];
  /** Where they are; everywhere when it is left out. */
  readonly in?: string;
  readonly storageClasses?: readonly string[];
}

/** A cluster with two namespaces, of which one is the context's. */
function clusterWith({ groups = [], jaegers = [], storageClasses = [], in: where }: There): Cluster {
  const names: Readonly<Record<string, readonly string[]>> = {
    namespaces: ['default', 'mine'],
    jaegers,
    storageclasses: storageClasses,
  };
  return {
    target: { context: 'c', server: 'https://s', namespace: 'mine' },
    servedGroups: async () => new Map(groups.map((group) => [group, ['v1']])),
    list: async ({ plural }: ApiResource, { namespace }: { namespace?: string }) =>
      plural === 'jaegers' && where !== undefined && namespace !== where
        ? []
        : (names[plural] ?? []).map((name) => ({ metadata: { name } })),
  } as unknown as Cluster;
}

const { name: _, ...NOTHING } = optionsOf();

interface Asked {
  readonly options: InstallOptions;
  readonly createNamespace: boolean;
  readonly isThere: boolean;
  readonly asked: readonly string[];
}

/** Answers by what is given for a question, else as Enter alone does. */
async function complete(
  answers: Readonly<Record<string, string>>,
  { draft = NOTHING, ...there }: There & { readonly draft?: Draft } = {},
): Promise<Asked> {
  const asked: string[] = [];
  const completed = await completeOptions(clusterWith(there), draft, {
    signal: new AbortController().signal,
    ask: async ({ id, kind, choices, initial, problem }) => {
      asked.push(id);
      const answer = answers[id] ?? initial;
      assert.equal(problem(answer), undefined, id);
      if (kind === 'choice')
        assert.ok(
          choices.some(({ value }) => value === answer),
          `${id}: ${answer}`,
        );
      return answer;
    },
  });
  return { ...completed, asked };
}

const ELASTICSEARCH = { groups: ['logging.openshift.io'] };

describe('which questions follow from which answers', () => {
  for (const [what, answers, there, expected] of [
    ['by Enter alone', {}, {}, 'namespace name strategy storage memory-max-traces ingress ingress-host'],
    ['a new namespace', { namespace: '' }, {}, 'namespace new-namespace name'],
    ['Badger', { storage: 'badger' }, {}, 'badger-claim ingress'],
    [
      'an Elasticsearch that is there',
      { strategy: 'production' },
      {},
      'storage es-from es-url es-secret cleaner retention-days cleaner-schedule rollover ingress',
    ],
    ['one with TLS', { strategy: 'production', 'es-url': 'https://es:9200' }, {}, 'es-url es-secret es-ca cleaner'],
    [
      'one that is ordered',
      { strategy: 'production' },
      ELASTICSEARCH,
      'es-from es-nodes es-redundancy es-storage-size es-storage-class cleaner',
    ],
    ['of one node', { strategy: 'production', 'es-nodes': '1' }, ELASTICSEARCH, 'es-nodes es-storage-size'],
    ['nothing to delete', { strategy: 'production', cleaner: 'no' }, {}, 'cleaner rollover ingress'],
    [
      'rollover',
      { strategy: 'production', rollover: 'yes' },
      {},
      'rollover rollover-conditions rollover-schedule ingress',
    ],
    // The operator orders none for a single process.
    ['all-in-one with Elasticsearch', { storage: 'elasticsearch' }, ELASTICSEARCH, 'storage es-url es-secret cleaner'],
    [
      'Cassandra',
      { strategy: 'production', storage: 'cassandra' },
      {},
      'storage cassandra-servers cassandra-datacenter cassandra-keyspace ingress',
    ],
    ['streaming', { strategy: 'streaming' }, {}, 'rollover kafka-brokers ingress'],
    ['a Route', {}, { groups: ['route.openshift.io'] }, 'memory-max-traces ingress ingress-security'],
    ['a Route for nobody', { ingress: 'no' }, { groups: ['route.openshift.io'] }, 'memory-max-traces ingress'],
  ] as const)
    it(what, async () => {
      const { asked } = await complete(answers, there);
      assert.ok(`${asked.join(' ')} `.includes(`${expected} `), asked.join(' '));
      if (/(ingress|ingress-host|ingress-security)$/.test(expected))
        assert.match(asked.join(' '), new RegExp(`${expected}( ingress-host)?$`));
    });
});

describe('what the answers come to', () => {
  it('is written as it would be typed, and left to the operator where it was left', async () => {
    const { options, createNamespace } = await complete(
      {
        namespace: '',
        'new-namespace': 'traces',
        name: 'prod',
        strategy: 'production',
        'es-secret': 'es',
        rollover: 'yes',
      },
      {},
    );
    assert.equal(createNamespace, true);
    assert.deepEqual(options, {
      ...NOTHING,
      name: 'prod',
      namespace: 'traces',
      settings: {
        strategy: 'production',
        storage: 'elasticsearch',
        'es-url': 'http://elasticsearch:9200',
        'es-secret': 'es',
        'retention-days': '7',
        'cleaner-schedule': '55 23 * * *',
        'rollover-schedule': '*/30 * * * *',
      },
    });
  });

  it('keeps what was said, asks for nothing of it, and takes for granted what follows', async () => {
    const settings = { 'kafka-brokers': 'k:9092', 'retention-days': '3' };
    const draft = { ...NOTHING, namespace: 'default', settings, images: ['agent=x:1'], set: ['ui.options=1'] };
    const { options, asked, createNamespace } = await complete({}, { draft });
    assert.deepEqual(asked, [
      'name',
      'es-from',
      'es-url',
      'es-secret',
      'cleaner-schedule',
      'rollover',
      'ingress',
      'ingress-host',
    ]);
    assert.deepEqual(options.images, draft.images);
    assert.deepEqual(options.set, draft.set);
    assert.equal(options.settings.strategy, 'streaming');
    assert.equal(options.settings.storage, 'elasticsearch');
    assert.equal(createNamespace, false);
  });

  it('says no with switches, and several host names one by one', async () => {
    const no = await complete({ strategy: 'production', cleaner: 'no', ingress: 'no' });
    assert.deepEqual(no.options.switches, { cleaner: false, ingress: false });
    const hosts = await complete({ 'ingress-host': 'a.example, b.example' });
    assert.deepEqual(hosts.options.ingressHosts, ['a.example', 'b.example']);
  });

  it('makes a namespace that was said and is not there', async () => {
    const { createNamespace, asked } = await complete({}, { draft: { ...NOTHING, namespace: 'elsewhere' } });
    assert.equal(createNamespace, true);
    assert.ok(!asked.includes('namespace'));
  });

  it('makes no namespace that is there, however it was chosen', async () => {
    const { createNamespace } = await complete({ namespace: '', 'new-namespace': 'default' });
    assert.equal(createNamespace, false);
  });

  it('is nothing new for an instance that is there, in whatever namespace', async () => {
    for (const [namespace, expected] of [
      ['mine', []],
      ['default', ['namespace']],
    ] as const) {
      const draft = { ...NOTHING, name: 'old' };
      const found = await complete({ namespace }, { draft, jaegers: ['old'], in: namespace });
      assert.deepEqual([found.isThere, found.asked, found.options.namespace], [true, expected, namespace]);
      assert.deepEqual(found.options.settings, {});
    }
  });

  it('takes a free name by itself, and none that is taken', async () => {
    const { options } = await complete({}, { jaegers: ['jaeger'] });
    assert.equal(options.name, 'jaeger-2');
    await assert.rejects(complete({ name: 'jaeger' }, { jaegers: ['jaeger'] }), /it is there already/);
  });

  it('is something that can be made, whatever is chosen', () =>
    fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.subarray(GROUPS), async (numbers, groups) => {
        const { options } = await completeOptions(clusterWith({ groups, storageClasses: ['fast', 'slow'] }), NOTHING, {
          signal: new AbortController().signal,
          ask: async ({ kind, choices, initial }) => {
            const values = kind === 'yes-no' ? ['yes', 'no'] : choices.map(({ value }) => value);
            return values[Number(numbers.next().value) % Math.max(values.length, 1)] ?? initial;
          },
        });
        assert.ok(manifestsOf(options).length > 0);
      }),
      { numRuns: 300 },
    ));
});

const GROUPS = ['route.openshift.io', 'logging.openshift.io', 'kafka.strimzi.io'];

describe('whether anything is asked', () => {
  it('is so without a name, or with nothing but name and place', () => {
    const named = { ...NOTHING, name: 'a', namespace: 'b' };
    assert.ok(isOpen(NOTHING) && isOpen(named) && isOpen({ ...NOTHING, settings: { storage: 'memory' } }));
    const base = { apiVersion: 'v1', kind: 'Jaeger', metadata: { name: 'a' } };
    for (const more of [
      { settings: { storage: 'memory' } },
      { switches: { ingress: false } },
      { ingressHosts: ['a'] },
      { images: ['x'] },
      { set: ['x=1'] },
      { base },
    ])
      assert.ok(!isOpen({ ...named, ...more }), JSON.stringify(more));
  });
});
