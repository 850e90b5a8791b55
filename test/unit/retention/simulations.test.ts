import assert from 'node:assert/strict';
import type { LookbackSettings, CleanerSettings } from '../../../src/retention/runs.ts';
import { cutoffAt, dueFrom, selectedBy, type ListedIndex } from '../../../src/retention/simulate-cleaner.ts';
import { hiddenBy, hiddenNotBefore, lookbackFrom } from '../../../src/retention/simulate-lookback.ts';
import { conditionsOf, rolloverDue, type Conditions } from '../../../src/retention/simulate-rollover.ts';

const NOW = Date.parse('2026-11-23T21:10:11.500Z');
const time = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString();

const index = (name: string, more: Partial<ListedIndex> & { as?: readonly string[] } = {}): ListedIndex => ({
  name,
  createdMs: 0,
  isHidden: false,
  isOpen: true,
  ...more,
  aliases: (more.as ?? []).map((alias) => ({ name: alias, isWriteIndex: undefined })),
});

const TYPES = ['span', 'service', 'dependencies', 'sampling'];
const cleaner = (more: Partial<CleanerSettings> = {}): CleanerSettings => ({
  days: 7,
  prefix: '',
  separator: '-',
  isRollover: false,
  isArchive: false,
  cutoff: 'calendar',
  types: TYPES,
  ...more,
});

const taken = (settings: Partial<CleanerSettings>, ...indices: readonly (ListedIndex | string)[]): readonly string[] =>
  selectedBy(
    cleaner(settings),
    indices.map((one) => (typeof one === 'string' ? index(one) : one)),
    NOW,
    'calendar',
  );

/** All seen of the real tool, 1.76 with OpenSearch 2.19.1 and Elasticsearch 7.10.2. */
describe('what an index cleaner deletes', () => {
  it('begins like its names, whatever follows', () => {
    const gone = [
      'jaeger-span-2026-01-01',
      'jaeger-span-2026-01-01-',
      'jaeger-service-2026-01-01.bak',
      'jaeger-dependencies-2026-01-01-reindexed',
      'jaeger-sampling-2026-01-011',
      'jaeger-span-2026-13-99',
      'jaeger-span-2026-01-01-13',
      'jaeger-span-8160-12-02',
    ];
    const kept = [
      'jaeger-span-12026-01-01',
      'jaeger-span--2026-01-01',
      'jaeger-spans-2026-01-01',
      'jaeger-span-2026-01',
      'jaeger-span-archive',
      'jaeger-span-write',
      'jaeger-span-000001',
      'jaeger-jaeger-span-2026-01-01',
      'shrink-jaeger-span-2026-01-01',
    ];
    assert.deepEqual(taken({}, ...gone, ...kept), gone);
  });

  it('are generations with ROLLOVER, and dates without separators', () => {
    const gone = ['jaeger-span-000001', 'jaeger-span-0000011', 'jaeger-span-20260101', 'jaeger-span-208917-08-02'];
    assert.deepEqual(
      taken({ isRollover: true }, ...gone, 'jaeger-span-00001', 'jaeger-span-2026-01-01', 'jaeger-span-archive-000001'),
      gone,
    );
  });

  it('are archives alone with ARCHIVE, which counts more than ROLLOVER', () => {
    const names = [
      'jaeger-span-archive-000001',
      'jaeger-span-archive',
      'jaeger-span-000001',
      'jaeger-service-archive-000001',
    ];
    assert.deepEqual(taken({ isArchive: true, isRollover: true }, ...names), names.slice(0, 1));
  });

  it('are not closed or hidden, unless an alias shows a hidden one', () => {
    const name = 'jaeger-span-2026-01-01';
    assert.deepEqual(taken({}, index(name, { isOpen: false, as: ['jaeger-span-read'] })), []);
    assert.deepEqual(taken({}, index(name, { isHidden: true })), []);
    assert.deepEqual(taken({}, index(name, { isHidden: true, as: ['jaeger-span-read'] })), [name]);
  });

  it('are not written to through an alias of the same prefix', () => {
    const foo = 'foo-jaeger-span-000001';
    const settings = { isRollover: true, prefix: 'foo' };
    assert.deepEqual(taken(settings, index(foo, { as: ['foo-jaeger-span-write'] })), []);
    assert.deepEqual(taken(settings, index(foo, { as: ['foo-jaeger-span-archive-write'] })), []);
    assert.deepEqual(taken(settings, index(foo, { as: ['jaeger-span-write'] })), [foo]);
    assert.deepEqual(taken({}, index('jaeger-span-2026-01-01', { as: ['jaeger-span-write'] })), []);
    // Before 1.55 it did not know of sampling.
    const old = { isRollover: true, types: TYPES.slice(0, 3) };
    assert.deepEqual(taken(old, index('jaeger-span-000001', { as: ['jaeger-sampling-write'] })), [
      'jaeger-span-000001',
    ]);
  });

  it('have its prefix and a dash, and both are expressions', () => {
    const day = '2026-01-01';
    const names = ['foo-jaeger-span', 'foo--jaeger-span', 'foo:jaeger-span', 'oo-jaeger-span', 'fo-jaeger-span'].map(
      (name) => `${name}-${day}`,
    );
    assert.deepEqual(taken({ prefix: 'foo' }, ...names), names.slice(0, 1));
    assert.deepEqual(taken({ prefix: 'foo-' }, ...names), names.slice(1, 2));
    assert.deepEqual(taken({ prefix: 'FOO' }, ...names), []);
    assert.deepEqual(taken({ prefix: 'foo:' }, ...names), []);
    assert.deepEqual(taken({ prefix: 'f*' }, ...names), []);
    // A star repeats the beginning, any number of times: nothing is held to it any more.
    assert.deepEqual(
      taken({ prefix: '*' }, ...names),
      names.filter((name) => name.includes('-jaeger')),
    );
    assert.deepEqual(taken({ prefix: 'foo(' }, ...names), []);
  });

  it('has its separator, which is an expression', () => {
    const dates = ['2026-01-01', '2026.01.01', '2026_01_01', '20260101'].map((date) => `jaeger-span-${date}`);
    assert.deepEqual(taken({ separator: '.' }, ...dates), dates.slice(0, 3));
    assert.deepEqual(taken({ separator: '' }, ...dates), dates.slice(3));
    assert.deepEqual(taken({ separator: '|' }, ...dates, 'jaeger-anything-42'), [...dates, 'jaeger-anything-42']);
    assert.deepEqual(taken({ separator: '(' }, ...dates), []);
  });

  for (const [days, created, isGone] of [
    [7, '2026-11-16T23:59:59.999Z', true],
    [7, '2026-11-17T00:00:00Z', false],
    [1, '2026-11-22T23:59:59.999Z', true],
    [1, '2026-11-23T00:00:00Z', false],
    [0, '2026-11-23T23:59:59.999Z', true],
    [0, '2026-11-24T00:00:00Z', false],
    [-1, '2026-11-24T23:59:59Z', true],
    [365, '2025-11-23T23:59:59Z', true],
    [106_752, '2026-11-23T00:00:00Z', true],
    [106_751, '2026-11-23T00:00:00Z', false],
  ] as const)
    it(`was created ${created}, with ${days} days: ${isGone}`, () => {
      assert.equal(
        taken({ days }, index('jaeger-span-2030-01-01', { createdMs: time(created) })).length,
        Number(isGone),
      );
    });

  it('counts from its very start with the newer rule, and over leap days', () => {
    assert.equal(iso(cutoffAt('relative', 7, NOW)), '2026-11-16T21:10:11.500Z');
    assert.equal(iso(cutoffAt('calendar', 7, NOW)), '2026-11-17T00:00:00.000Z');
    assert.equal(iso(cutoffAt('calendar', 1, time('2028-02-29T12:00:00Z'))), '2028-02-29T00:00:00.000Z');
    assert.equal(iso(cutoffAt('calendar', 366, time('2028-12-31T12:00:00Z'))), '2028-01-01T00:00:00.000Z');
  });

  it('goes from one millisecond on', () => {
    for (const rule of ['calendar', 'relative'] as const)
      for (const days of [-1, 0, 1, 7, 365, 106_752])
        for (const created of [NOW, time('2028-02-29T00:00:00Z'), time('2027-03-28T23:59:59.999Z')]) {
          const due = dueFrom(rule, days, created);
          assert.ok(created < cutoffAt(rule, days, due) && created >= cutoffAt(rule, days, due - 1), `${rule} ${days}`);
        }
  });
});

describe('what lookback hides', () => {
  for (const [unit, count, expected] of [
    ['minutes', 30, '2026-11-23T20:40:00.000Z'],
    ['hours', 2, '2026-11-23T19:00:00.000Z'],
    ['days', 2, '2026-11-22T00:00:00.000Z'],
    ['weeks', 2, '2026-11-10T00:00:00.000Z'],
    ['months', 2, '2026-09-23T00:00:00.000Z'],
    ['years', 2, '2024-11-23T00:00:00.000Z'],
    ['seconds', 30, '2026-11-23T21:09:41.000Z'],
    ['day', 30, '2026-11-23T21:09:41.000Z'],
  ] as const)
    it(`was created before ${expected} with ${count} ${unit}`, () => {
      assert.equal(iso(lookbackFrom({ unit, count }, NOW)), expected);
    });

  it('goes by dates that there are', () => {
    assert.equal(
      iso(lookbackFrom({ unit: 'months', count: 1 }, time('2027-03-30T12:00:00Z'))),
      '2027-03-02T00:00:00.000Z',
    );
    assert.equal(
      iso(lookbackFrom({ unit: 'years', count: 1 }, time('2028-02-29T12:00:00Z'))),
      '2027-03-01T00:00:00.000Z',
    );
  });

  it('is not hidden any sooner', () => {
    for (const unit of ['minutes', 'hours', 'days', 'weeks', 'months', 'years', 'seconds'])
      for (const count of [-1, 0, 1, 3, 14])
        for (const created of [NOW, time('2027-01-31T00:00:00Z'), time('2028-02-29T23:59:59.999Z')]) {
          const due = hiddenNotBefore({ unit, count }, created);
          assert.ok(
            lookbackFrom({ unit, count }, due) > created && lookbackFrom({ unit, count }, due - 1) <= created,
            `${unit} ${count}`,
          );
        }
    assert.equal(hiddenNotBefore({ unit: 'months', count: 1e9 }, NOW), Infinity);
  });

  const settings: LookbackSettings = {
    prefix: '',
    isArchive: false,
    skipsDependencies: true,
    hasSampling: false,
    unit: 'days',
    count: 1,
  };
  it('is read and not written through the aliases of its family', () => {
    const hidden = hiddenBy(
      settings,
      [
        index('jaeger-span-000001', { as: ['jaeger-span-read'] }),
        index('jaeger-span-000002', { as: ['jaeger-span-read', 'jaeger-span-write'] }),
        index('jaeger-span-000003', { as: ['jaeger-span-read'], createdMs: NOW }),
        index('anything', { as: ['jaeger-service-read', 'jaeger-span-write'] }),
        index('jaeger-dependencies-000001', { as: ['jaeger-dependencies-read'] }),
        index('foo-jaeger-span-000001', { as: ['foo-jaeger-span-read'] }),
        index('jaeger-span-000004', { as: ['jaeger-span-read'], isOpen: false }),
      ],
      NOW,
    );
    assert.deepEqual(
      [...hidden],
      [
        ['jaeger-span-000001', 'jaeger-span-read'],
        ['anything', 'jaeger-service-read'],
      ],
    );
  });
});

describe('the conditions of a rollover', () => {
  const sized = {
    name: 'jaeger-span-000001',
    createdMs: NOW - 86_400_000,
    shards: 2,
    size: { name: '', health: undefined, isOpen: true, documents: 100, bytes: 4096, primaryBytes: 2048 },
  };
  const due = (conditions: Conditions, kind?: 'ism'): string | undefined => {
    const found = rolloverDue(conditionsOf(conditions, sized, NOW), NOW, kind);
    return found && `${iso(found.fromMs)} ${found.condition?.name}`;
  };

  it('are met by one of them', () => {
    assert.equal(due({}), `${iso(NOW)} undefined`);
    assert.equal(due({ max_age: '1d' }), `${iso(NOW)} max_age`);
    assert.equal(due({ max_age: '2d' }), `${iso(NOW + 86_400_000)} max_age`);
    assert.equal(due({ max_age: '2d', max_docs: 100 }), `${iso(NOW)} max_docs`);
    assert.equal(due({ max_docs: 101 }), undefined);
    assert.equal(due({ max_size: '2kb' }), `${iso(NOW)} max_size`);
    assert.equal(due({ max_primary_shard_size: '1kb' }), `${iso(NOW)} max_primary_shard_size`);
    assert.equal(due({ max_primary_shard_docs: 50 }), `${iso(NOW)} max_primary_shard_docs`);
  });

  it('are told, each as far as it is known', () => {
    const told = conditionsOf({ max_docs: 101, max_primary_shard_size: '2kb', max_fun: 1, max_age: 'x' }, sized, NOW);
    assert.deepEqual(
      told.map(({ name, value, isMet }) => [name, value, isMet]),
      [
        ['max_docs', '101', false],
        ['max_primary_shard_size', '2kb', undefined],
        ['max_fun', '1', undefined],
        ['max_age', 'x', undefined],
      ],
    );
    assert.equal(conditionsOf({ max_docs: 0 }, { ...sized, size: undefined }, NOW)[0]?.isMet, undefined);
  });

  it('want every least of Elasticsearch, and any one of ISM', () => {
    assert.equal(due({ max_age: '1d', min_docs: 101 }), undefined);
    assert.equal(due({ max_age: '1d', min_docs: 100, min_age: '2d' }), `${iso(NOW + 86_400_000)} max_age`);
    assert.equal(due({ min_index_age: '2d', min_doc_count: 100 }, 'ism'), `${iso(NOW)} min_doc_count`);
    assert.equal(due({ min_docs: 1 }), undefined);
  });
});
