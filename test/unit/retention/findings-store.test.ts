import assert from 'node:assert/strict';
import type { IndexTemplate } from '../../../src/elasticsearch/ports.ts';
import { findingsOf } from '../../../src/retention/findings.ts';
import { DAY, emptyStore, jaegerIndex, NOW, sized, stored, subjectOf } from '../../support/stored.ts';

const idsOf = (...args: Parameters<typeof subjectOf>): readonly string[] =>
  findingsOf(subjectOf(...args)).map(({ id }) => id);
const GB = 1024 ** 3;

const template = (name: string, shards = 1, replicas = 0): IndexTemplate => ({
  name,
  isLegacy: true,
  patterns: [`*${name}-*`],
  priority: 0,
  shards,
  replicas,
  policy: undefined,
  rolloverAlias: undefined,
  aliases: [],
});

/** With a cleaner's policy, so that nobody misses who deletes. */
const DELETES = { name: 'p', kind: 'ilm', rollover: undefined, deleteAfterMs: 7 * DAY, ageFrom: 'creation' } as const;

describe('findings about a store', () => {
  it('are none for one that is well', () => {
    const store = { ...emptyStore, policies: [DELETES], templates: [template('jaeger-span')] };
    assert.deepEqual(idsOf([jaegerIndex(stored('jaeger-span-2026-11-22', { size: sized(GB) }))], { store }), []);
  });

  it('name blocks that keep spans out', () => {
    const store = { ...emptyStore, policies: [DELETES] };
    const [found] = findingsOf(
      subjectOf([jaegerIndex(stored('jaeger-span-2026-11-22', { blocks: ['read_only_allow_delete'] }))], { store }),
    );
    assert.equal(found?.id, 'JG100');
    assert.match(found?.evidence ?? '', /read_only_allow_delete is on for jaeger-span-2026-11-22/);
  });

  it('tell the flood stage, a watermark and a disk that will be full from each other', () => {
    const disk = (low: number | undefined, high: number | undefined, flood: number | undefined) => ({
      forecast: {
        days: [],
        rate: undefined,
        keptDays: undefined,
        shards: undefined,
        disks: [
          {
            node: 'a',
            totalBytes: 100 * GB,
            usedBytes: 90 * GB,
            limits: [
              { limit: 'low', usedBytes: 85 * GB, inDays: low },
              { limit: 'high', usedBytes: 90 * GB, inDays: high },
              { limit: 'floodStage', usedBytes: 95 * GB, inDays: flood },
            ] as const,
          },
        ],
      },
    });
    assert.deepEqual(idsOf([], disk(0, 0, 0)), ['JG101']);
    assert.deepEqual(idsOf([], disk(0, 3, 9)), ['JG102']);
    assert.deepEqual(idsOf([], disk(2, 3, 5)), ['JG103']);
    assert.deepEqual(idsOf([], disk(20, 30, 50)), []);
    assert.deepEqual(idsOf([], disk(undefined, undefined, undefined)), []);
  });

  it('say of a single node that it will never be green', () => {
    const health = { status: 'yellow', dataNodes: 1, activeShards: 5, unassignedShards: 5 } as const;
    const store = { ...emptyStore, policies: [DELETES], health };
    const index = jaegerIndex(stored('jaeger-span-2026-11-22', { replicas: 1, size: sized(GB, 1, 'yellow') }));
    const [found] = findingsOf(subjectOf([index], { store }));
    assert.equal(found?.id, 'JG105');
    assert.match(found?.why ?? '', /no place for 1 replicas/);
    assert.deepEqual(idsOf([index], { store: { ...store, health: { ...health, status: 'red' } } }), ['JG104']);
  });

  it('find clocks that run ahead, and not those of tomorrow', () => {
    const store = { ...emptyStore, policies: [DELETES] };
    assert.deepEqual(idsOf([jaegerIndex(stored('jaeger-span-2026-11-25'))], { store }), []);
    assert.deepEqual(idsOf([jaegerIndex(stored('jaeger-span-8160-01-01'))], { store }), ['JG108']);
  });

  it('miss templates that should be there', () => {
    const index = jaegerIndex(stored('jaeger-span-2026-11-22'));
    const store = { ...emptyStore, policies: [DELETES], templates: [template('jaeger-service')] };
    assert.deepEqual(idsOf([index], { store }), ['JG107']);
    assert.deepEqual(idsOf([index], { store: { ...store, templates: undefined } }), []);
  });

  it('count shards that are too many, or hold too little', () => {
    const store = { ...emptyStore, policies: [DELETES] };
    const small = Array.from({ length: 150 }, (_, day) =>
      jaegerIndex(stored(`jaeger-span-2026-01-${day}`, { shards: 5, size: sized(1024) })),
    );
    assert.deepEqual(idsOf(small, { store }), ['JG106']);
    const near = {
      days: [],
      rate: undefined,
      keptDays: undefined,
      disks: [],
      shards: { shards: 900, most: 1000, perDay: 20, inDays: 5 },
    };
    assert.deepEqual(idsOf([], { forecast: near }), ['JG106']);
  });
});

describe('findings about aliases', () => {
  const aliases = (family: string, ...of: string[]): string[] => of.map((end) => `${family}-${end}`);
  const generation = (family: string, number: string, of: readonly string[], documents = 10) =>
    jaegerIndex(stored(`${family}-${number}`, { aliases: aliases(family, ...of), size: sized(GB, documents) }));
  const whole = [
    generation('jaeger-span', '000001', ['read']),
    generation('jaeger-span', '000002', ['read', 'write']),
    generation('jaeger-service', '000001', ['read', 'write']),
  ];
  const base = { usesAliases: true } as const;
  const storeOf = (indices: typeof whole) => ({
    store: { ...emptyStore, policies: [DELETES], indices: indices.map(({ index }) => index) },
  });

  it('are none where everything is as es-rollover makes it', () => {
    assert.deepEqual(idsOf(whole, { ...base, ...storeOf(whole) }), []);
  });

  it('find that es-rollover init has not been run, before and after the first span', () => {
    assert.deepEqual(idsOf([], { ...base, ...storeOf([]) }), ['JG090']);
    const real = [jaegerIndex(stored('jaeger-span-write')), jaegerIndex(stored('jaeger-service-write'))];
    const [found] = findingsOf(subjectOf(real, { ...base, ...storeOf(real) }));
    assert.equal(found?.id, 'JG090');
    assert.match(found?.evidence ?? '', /are indices and no aliases/);
    const archive = [jaegerIndex(stored('jaeger-archive-jaeger-span-write'))];
    assert.deepEqual(idsOf(archive, { own: [], ...storeOf(archive) }), ['JG090']);
  });

  it('find a write alias on an older generation', () => {
    const wrong = [
      generation('jaeger-span', '000001', ['read', 'write']),
      generation('jaeger-span', '000002', ['read']),
      ...whole.slice(2),
    ];
    assert.deepEqual(idsOf(wrong, { ...base, ...storeOf(wrong) }), ['JG092']);
  });

  it('go by the flag where ILM leaves the alias on every generation', () => {
    const all = [
      jaegerIndex(stored('jaeger-span-000001', { aliases: ['jaeger-span-write', 'jaeger-span-read'] })),
      jaegerIndex(stored('jaeger-span-000002', { aliases: ['jaeger-span-write!', 'jaeger-span-read'] })),
      ...whole.slice(2),
    ];
    assert.deepEqual(idsOf(all, { ...base, ...storeOf(all) }), []);
  });

  it('find an index that is written to and not read', () => {
    const blind = [generation('jaeger-span', '000002', ['write']), ...whole.slice(2)];
    assert.deepEqual(idsOf(blind, { ...base, ...storeOf(blind) }), ['JG091']);
  });

  it('find a template that undoes what init has set', () => {
    const { store } = storeOf(whole);
    const templates = [template('jaeger-span', 5, 1), template('jaeger-service')];
    assert.deepEqual(idsOf(whole, { ...base, store: { ...store, templates } }), ['JG093']);
  });

  it('find services that are not listed since the rollover', () => {
    const rolled = [
      whole[1] ?? generation('jaeger-span', '000002', []),
      generation('jaeger-service', '000001', []),
      generation('jaeger-service', '000002', ['read', 'write'], 0),
    ];
    assert.deepEqual(idsOf(rolled, { ...base, ...storeOf(rolled) }), ['JG094']);
  });

  it('tell what a lifecycle stopped at, and of a policy that is not there', () => {
    const index = jaegerIndex(stored('jaeger-span-2026-11-22', { policy: 'jaeger-ilm-policy' }));
    const state = {
      index: index.index.name,
      policy: 'p',
      phase: 'hot',
      step: 'ERROR',
      ageFromMs: NOW,
      failure: 'no alias',
    };
    const store = { ...emptyStore, policies: [DELETES], lifecycles: [state] };
    assert.deepEqual(idsOf([index], { store }), ['JG095', 'JG096']);
  });
});
