import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { nextRunOf } from '../../../src/retention/cron-times.ts';
import type { CleanerSettings } from '../../../src/retention/runs.ts';
import { rulesOf, selectedBy } from '../../../src/retention/simulate-cleaner.ts';
import { cleaner, DAY, index, lookback, NOW, rollover, world } from '../../support/fates.ts';

const SEED = Date.now() % 2 ** 31;

describe(`laws of fates, seed ${SEED}`, () => {
  const schedules = fc.constantFrom('55 23 * * *', '0 * * * *', '*/7 3 * * 1', '30 2 29 * *', '@every 5h', '0 0 1 1 *');
  const zones = fc.constantFrom(undefined, 'Europe/Berlin', 'America/New_York', 'Pacific/Chatham');
  const settings = fc.record({
    days: fc.constantFrom(0, 1, 7, 30, 365, -2),
    cutoff: fc.constantFrom('calendar', 'relative', 'either'),
    isRollover: fc.boolean(),
    prefix: fc.constantFrom('', 'foo'),
  });
  const names = fc.constantFrom(
    'jaeger-span-2026-11-20',
    'jaeger-service-000001',
    'foo-jaeger-span-2026-11-20',
    'jaeger-span-2026.11.20',
  );
  const indices = fc.uniqueArray(
    fc.record({
      name: names,
      age: fc.integer({ min: -2 * DAY, max: 400 * DAY }),
      as: fc.subarray(['jaeger-service-write', 'foo-jaeger-span-write']),
    }),
    { selector: ({ name }) => name, minLength: 1 },
  );

  it('say a time at which the job is due and takes it, and none before it', () => {
    let said = 0;
    fc.assert(
      fc.property(indices, schedules, zones, settings, (drawn, schedule, timeZone, given) => {
        const job = { schedule, anchorMs: NOW - 1234, ...(timeZone !== undefined && { timeZone }) };
        const run = cleaner({ job, settings: given });
        const known = drawn.map(({ name, age, as }) => index(name, { as, createdMs: NOW - age }));
        const next = nextRunOf(run.job);
        assert.ok(typeof next === 'function' && run.settings);
        const [first = 'calendar', second] = rulesOf(given.cutoff);
        for (const [name, whole] of world(known, [run])) {
          const found = whole.kind === 'hidden' ? whole.after : whole;
          const one = known.filter((other) => other.name === name);
          const isTaken = (atMs: number, rule = first): boolean =>
            selectedBy(run.settings as CleanerSettings, one, atMs, rule).length > 0;
          if (found.kind !== 'deleted' && found.kind !== 'kept') {
            // In ten years nothing that is ever taken is still there.
            assert.ok(found.kind !== 'written' ? !isTaken(NOW + 3650 * DAY) : true, name);
            continue;
          }
          said++;
          assert.equal(next(found.atMs - 1), found.atMs, 'not due');
          assert.ok(isTaken(found.atMs), 'not taken');
          assert.equal(found.kind === 'deleted', found.atMs === next(NOW));
          for (
            let due = next(NOW), count = 0;
            due !== undefined && due < found.atMs && count < 300;
            due = next(due), count++
          )
            assert.ok(!isTaken(due), `taken before, at ${new Date(due).toISOString()}`);
          if (found.orAtMs !== undefined) assert.ok(found.orAtMs > found.atMs && isTaken(found.orAtMs, second));
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
    assert.ok(said > 50, String(said));
  });

  it('are worked out for ten thousand indices within a second', () => {
    const many = Array.from({ length: 10_000 }, (_, number) =>
      index(`jaeger-span-2026-11-20-${number}`, { createdMs: NOW - number * 61_000 }),
    );
    const jobs = [
      cleaner({
        job: { schedule: '*/5 * * * *', timeZone: 'Europe/Berlin' },
        settings: { cutoff: 'either', days: 30 },
      }),
      rollover(),
      lookback(),
    ];
    const began = performance.now();
    assert.equal(world(many, jobs).size, 10_000);
    // Ten times what it takes on a machine with nothing else to do.
    assert.ok(performance.now() - began < 10_000, `${performance.now() - began} ms`);
  });
});
