import assert from 'node:assert/strict';
import type { CleanerSettings } from '../../../src/retention/runs.ts';
import { cutoffAt, dueFrom, selectedBy, type ListedIndex } from '../../../src/retention/simulate-cleaner.ts';
import { iso, listed as index, NOW, time } from '../../support/listed-index.ts';

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
