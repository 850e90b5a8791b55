import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DAY_MS, dayRates, isPartial, rateOf, type Written } from '../../../src/retention/day-rates.ts';
import { forecast } from '../../../src/retention/forecast.ts';
import { jaegerIndex, sized, stored } from '../../support/stored.ts';
import { bytesIn, usedAtWatermark } from '../../../src/retention/watermarks.ts';
import { whatIf } from '../../../src/retention/what-if.ts';

const GB = 1024 ** 3;
/** 2026-11-23T12:00:00Z. */
const NOW = Date.UTC(2026, 10, 23, 12);
const TODAY = Date.UTC(2026, 10, 23);

const day = (back: number, bytes: number): Written => ({
  fromMs: TODAY - back * DAY_MS,
  toMs: TODAY - (back - 1) * DAY_MS,
  bytes,
  documents: bytes / 100,
  shards: 2,
});

const LIMITS = {
  isWatched: true,
  low: '85%',
  high: '90%',
  floodStage: '95%',
  headroom: undefined,
  shardsPerNode: 1000,
};

const disk = (node: string, usedBytes: number, totalBytes = 100 * GB) => ({
  node,
  totalBytes,
  usedBytes,
  availableBytes: totalBytes - usedBytes,
  shards: 10,
});

describe('what a day brings', () => {
  it('is the median of whole days: today, gaps and one large day do not move it', () => {
    const days = dayRates([day(0, GB / 10), day(1, 2 * GB), day(2, 2 * GB), day(3, 90 * GB), day(6, GB)], NOW);
    assert.deepEqual(days.map(isPartial), [false, false, false, false, true]);
    assert.deepEqual(rateOf(days, NOW), {
      bytesPerDay: 2 * GB,
      documentsPerDay: (2 * GB) / 100,
      shardsPerDay: 2,
      days: 4,
    });
  });

  it('goes on as it began where there is only a part of today', () => {
    const days = dayRates([day(0, GB)], NOW);
    assert.equal(rateOf(days, NOW)?.bytesPerDay, 2 * GB);
    assert.equal(rateOf(days, NOW)?.days, 0);
    assert.equal(rateOf(dayRates([day(0, GB)], TODAY + 60_000), NOW), undefined);
    assert.equal(rateOf([], NOW), undefined);
  });

  it('takes nothing from days to come', () => {
    assert.deepEqual(dayRates([day(-400, GB)], NOW), []);
  });

  it('spreads a generation over the days in which it was written, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            from: fc.integer({ min: 0, max: 90 }),
            hours: fc.integer({ min: 1, max: 400 }),
            bytes: fc.integer({ min: 0, max: 1e12 }),
          }),
        ),
        (generations) => {
          const written = generations.map(({ from, hours, bytes }) => {
            const fromMs = NOW - from * DAY_MS - 3_600_000;
            return { fromMs, toMs: fromMs + hours * 3_600_000, bytes, documents: 1, shards: 1 };
          });
          const total = dayRates(written, NOW).reduce((sum, { bytes }) => sum + bytes, 0);
          const put = written.reduce((sum, { bytes }) => sum + bytes, 0);
          assert.ok(Math.abs(total - put) <= put * 1e-9 + 1e-6);
        },
      ),
    );
  });
});

describe('watermarks', () => {
  it('are read as Elasticsearch reads them', () => {
    assert.equal(bytesIn('500mb'), 500 * 1024 ** 2);
    assert.equal(bytesIn('1.5gb'), 1.5 * GB);
    assert.equal(bytesIn('most'), undefined);
    const node = { totalBytes: 1000 * GB };
    assert.equal(usedAtWatermark(node, '85%'), 850 * GB);
    assert.equal(usedAtWatermark(node, '0.85'), 850 * GB);
    assert.equal(usedAtWatermark(node, '50gb'), 950 * GB);
    assert.equal(usedAtWatermark(node, '85%', '100gb'), 900 * GB);
    assert.equal(usedAtWatermark(node, '85%', '-1'), 850 * GB);
  });
});

describe('the forecast', () => {
  const days = dayRates(
    [1, 2, 3, 4].map((back) => day(back, 5 * GB)),
    NOW,
  );
  const basis = {
    nowMs: NOW,
    days,
    rate: rateOf(days, NOW),
    keptDays: undefined,
    deletions: [],
    disks: [disk('a', 60 * GB)],
    limits: LIMITS,
    activeShards: 900,
  };

  it('says in how many days each watermark is reached', () => {
    const [only] = forecast(basis).disks;
    assert.deepEqual(
      only?.limits.map(({ inDays }) => inDays),
      [5, 6, 7],
    );
  });

  it('spreads what comes over the nodes, and sums them up', () => {
    const disks = forecast({ ...basis, disks: [disk('a', 60 * GB), disk('b', 84 * GB)] }).disks;
    assert.deepEqual(
      disks.map(({ node, limits }) => [node, ...limits.map(({ inDays }) => inDays)]),
      [
        ['a', 10, 12, 14],
        ['b', 1, 3, 5],
        [undefined, 6, 8, 10],
      ].map((row) => row),
    );
  });

  it('stops where what goes is as much as what comes', () => {
    const [only] = forecast({ ...basis, keptDays: 4, disks: [disk('a', 60 * GB)] }).disks;
    assert.deepEqual(
      only?.limits.map(({ inDays }) => inDays),
      [undefined, undefined, undefined],
    );
  });

  it('counts what will be deleted', () => {
    const deletions = [{ atMs: NOW + DAY_MS, bytes: 40 * GB, shards: 100 }];
    const [only] = forecast({ ...basis, deletions }).disks;
    assert.deepEqual(
      only?.limits.map(({ inDays }) => inDays),
      [13, 14, 15],
    );
  });

  it('says when the shards are as many as there may be', () => {
    assert.deepEqual(forecast(basis).shards, { shards: 900, most: 1000, perDay: 2, inDays: 50 });
  });

  it('is reached now where it is already', () => {
    const [only] = forecast({ ...basis, disks: [disk('a', 92 * GB)] }).disks;
    assert.deepEqual(
      only?.limits.map(({ inDays }) => inDays),
      [0, 0, 1],
    );
  });

  it('says what other days would keep and cost', () => {
    const indices = [0, 1, 2, 3].map((back) => {
      const name = `jaeger-span-${new Date(TODAY - back * DAY_MS).toISOString().slice(0, 10)}`;
      return jaegerIndex(stored(name, { createdMs: TODAY - back * DAY_MS, size: sized(5 * GB) }));
    });
    const twenty = forecast({ ...basis, disks: [disk('a', 30 * GB)] });
    assert.deepEqual(whatIf(2, indices, twenty, NOW), {
      days: 2,
      keptIndices: 2,
      keptBytes: 10 * GB,
      deletedIndices: 2,
      deletedBytes: 10 * GB,
      eventualBytes: 10 * GB,
      fits: true,
    });
    assert.equal(whatIf(20, indices, twenty, NOW).fits, false);
  });
});
