import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { changed, changesTo, patchOf } from '../../../src/install/changes.ts';
import { dangersOf } from '../../../src/install/dangers.ts';
import type { InstallOptions } from '../../../src/install/index.ts';
import { wishesOf } from '../../../src/install/wishes.ts';
import { optionsOf } from '../../support/install-options.ts';

/** A resource as the operator leaves it: all blocks there, lower case, defaults filled in. */
const live = (spec: object = {}, storage: object = {}): { metadata: object; spec: object } => ({
  metadata: { name: 'jaeger', labels: { 'jaegertracing.io/operated-by': 'observability.jaeger-operator' } },
  spec: {
    strategy: 'production',
    ingress: { openshift: {}, options: {}, security: 'none' },
    query: { options: {} },
    ...spec,
    storage: {
      type: 'elasticsearch',
      options: { es: { 'server-urls': 'http://es:9200' } },
      elasticsearch: { name: 'elasticsearch', nodeCount: 3, redundancyPolicy: 'SingleRedundancy', storage: {} },
      esIndexCleaner: { enabled: true, numberOfDays: 7, schedule: '55 23 * * *' },
      esRollover: { schedule: '0 0 * * *' },
      ...storage,
    },
  },
});

const changes = (more: Partial<InstallOptions>, from: object = live()): [string, unknown, unknown][] =>
  changesTo(from, wishesOf(optionsOf(more)), 'kubernetes').map(({ path, from: old, to }) => [path.join('|'), old, to]);

describe('changesTo', () => {
  it('is nothing for what is said already, however it is written', () => {
    const settings = {
      strategy: 'Production',
      storage: 'elasticsearch',
      'es-url': 'http://es:9200',
      'retention-days': '7',
      'ingress-security': 'oauth-proxy',
    };
    assert.deepEqual(changes({ settings }), []);
    assert.deepEqual(changes({}), []);
    assert.deepEqual(changes({ set: ['storage.options.es.use-aliases=false'] }), []);
    const flat = live({}, { options: { 'es.server-urls': 'http://es:9200', 'es.num-shards': '1' } });
    assert.deepEqual(
      changes({ settings, set: ['storage.options.es.num-shards=1', 'storage.secretName=null'] }, flat),
      [],
    );
    assert.deepEqual(changes({ settings: { strategy: 'allInOne' } }, live({ strategy: 'allinone' })), []);
  });

  it('counts the guard of the way in where there is one', () => {
    const wishes = wishesOf(optionsOf({ settings: { 'ingress-security': 'oauth-proxy' } }));
    assert.equal(changesTo(live(), wishes, 'openshift').length, 1);
  });

  it('is what is named, where it stands', () => {
    const flat = live({}, { options: { 'es.server-urls': 'http://es:9200' } });
    const more = { settings: { 'es-url': 'http://new:9200' }, set: ['query.replicas=2', 'ingress.security=null'] };
    assert.deepEqual(changes(more, flat), [
      ['spec|storage|options|es.server-urls', 'http://es:9200', 'http://new:9200'],
      ['spec|query|replicas', undefined, 2],
      ['spec|ingress|security', 'none', null],
    ]);
  });

  it('leaves volumes of others where they are', () => {
    const there = live({ volumes: [{ name: 'mine', emptyDir: {} }] });
    const [, , volumes] =
      changes({ settings: { 'es-ca': 'ca' } }, there).find(([path]) => path === 'spec|volumes') ?? [];
    assert.deepEqual(
      (volumes as { name: string }[]).map(({ name }) => name),
      ['mine', 'es-ca'],
    );
    const wishes = wishesOf(optionsOf({ settings: { 'es-ca': 'ca' } }));
    const again = changesTo(changed({ ...there }, changesTo(there, wishes, 'kubernetes')), wishes, 'kubernetes');
    assert.deepEqual(again, []);
  });

  it('makes a patch that leads to what is wanted, changes nothing else, and has nothing to do afterwards', () => {
    const key = fc.constantFrom('a', 'b', 'c.d', 'options', 'es');
    const value = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom('x', 'y'));
    const { tree } = fc.letrec<{ tree: object; node: unknown }>((tie) => ({
      tree: fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true }),
      node: fc.oneof({ depthSize: 'small' }, value, tie('tree')),
    }));
    fc.assert(
      fc.property(tree, tree, (before, spec) => {
        const object = { metadata: { name: 'a' }, spec: before };
        const wishes = {
          apiVersion: 'jaegertracing.io/v1',
          kind: 'Jaeger',
          metadata: { name: 'a' },
          spec: { ...spec },
        };
        const found = changesTo(object, wishes, 'kubernetes');
        const after = merged(object, patchOf(found));
        assert.deepEqual(after, changed(object, found));
        assert.deepEqual(changesTo(after, wishes, 'kubernetes'), []);
      }),
      { numRuns: 1000 },
    );
  });
});

/** RFC 7386, without deletions. */
function merged(object: unknown, patch: unknown): unknown {
  const isMap = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(patch)) return patch;
  const base: Record<string, unknown> = isMap(object) ? { ...object } : {};
  for (const [name, value] of Object.entries(patch)) base[name] = merged(base[name], value);
  return base;
}

describe('dangersOf', () => {
  const dangers = (more: Partial<InstallOptions>, from = live()): readonly string[] => {
    const found = changesTo(from, wishesOf(optionsOf(more)), 'kubernetes');
    const { spec } = changed({ ...from }, found) as { spec: object };
    return dangersOf({ ...from.spec }, { ...spec });
  };

  for (const [what, more, expected, from] of [
    ['another strategy', { settings: { strategy: 'allInOne' } }, /^strategy production -> allinone/],
    ['another storage', { settings: { storage: 'cassandra' } }, /^storage elasticsearch -> cassandra/],
    ['another prefix', { set: ['storage.options.es.index-prefix=new'] }, /^index prefix "" -> "new"/],
    ['fewer nodes', { settings: { 'es-nodes': '2' } }, /^nodes of Elasticsearch 3 -> 2/],
    [
      'fewer copies',
      { settings: { 'es-redundancy': 'ZeroRedundancy' } },
      /^redundancy SingleRedundancy -> ZeroRedundancy/,
    ],
    ['fewer days', { settings: { 'retention-days': '3' } }, /^days kept 7 -> 3/],
    [
      'a cleaner where there was none',
      { settings: { 'retention-days': '30' } },
      /^days kept all -> 30/,
      live({}, { esIndexCleaner: { enabled: false, numberOfDays: 7 } }),
    ],
  ] as const)
    it(`are told of ${what}`, () => {
      const [danger, ...more_] = dangers(more, from);
      assert.match(danger ?? '', expected);
      assert.deepEqual(more_, []);
    });

  it('say that what is in memory goes', () => {
    const memory = live({ strategy: 'allinone' }, { type: 'memory', options: {} });
    const [strategy, storage] = dangers({ settings: { strategy: 'production', storage: 'elasticsearch' } }, memory);
    assert.match(strategy ?? '', /all spans in memory are gone$/);
    assert.match(storage ?? '', /^storage memory -> elasticsearch/);
  });

  it('are none of what can be taken back', () => {
    for (const more of [
      { settings: { 'es-nodes': '5' } },
      { settings: { 'es-redundancy': 'FullRedundancy' } },
      { settings: { 'retention-days': '30' } },
      { images: ['collector=x:2'] },
      { settings: { 'rollover-schedule': '@hourly' } },
      { switches: { cleaner: false } },
    ])
      assert.deepEqual(dangers(more), []);
  });
});
