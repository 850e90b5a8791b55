import assert from 'node:assert/strict';
import type { LookbackSettings } from '../../../src/retention/runs.ts';
import { hiddenBy, hiddenNotBefore, lookbackFrom } from '../../../src/retention/simulate-lookback.ts';
import { conditionsOf, rolloverDue, type Conditions } from '../../../src/retention/simulate-rollover.ts';
import { iso, listed as index, NOW, time } from '../../support/listed-index.ts';

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
