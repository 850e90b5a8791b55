import assert from 'node:assert/strict';
import { findingsOf } from '../../../src/retention/findings.ts';
import type { JaegerIndex } from '../../../src/retention/jaeger-index.ts';
import type { CleanerRun, CleanerSettings } from '../../../src/retention/runs.ts';
import { reason } from '../../../src/retention/reasons.ts';
import { cleaner as cleanerRun, lookback as lookbackRun, unread } from '../../support/fates.ts';
import { jaegerIndex, stored, subjectOf } from '../../support/stored.ts';

const cleaner = (
  settings: Partial<CleanerSettings> = {},
  run: Partial<Pick<CleanerRun, 'ignoredPrefix' | 'problem'>> = {},
) => cleanerRun({ settings, run });
const lookback = (unit: string, count: number) => lookbackRun({ settings: { unit, count } });

type Over = Parameters<typeof subjectOf>[1];
const daily = jaegerIndex(stored('jaeger-span-2026-11-22'));

/** All settings of the query service are said to be the defaults, unless something else is said. */
const ofJobs = (indices: readonly JaegerIndex[], over: Over): ReturnType<typeof findingsOf> =>
  findingsOf(subjectOf(indices, over)).filter(({ id }) => id.startsWith('JG08'));
const idsOf = (...args: Parameters<typeof ofJobs>): readonly string[] => ofJobs(...args).map(({ id }) => id);

const SPAN_AGE = {
  setting: 'max span age',
  agree: true,
  places: [{ where: 'query (deployments/query)', value: '168h', isDefault: false }],
};
const settings = [SPAN_AGE];

describe('findings about jobs for indices', () => {
  it('are none for a cleaner that takes what there is', () => {
    assert.deepEqual(idsOf([daily], { runs: [cleaner()], settings }), []);
  });

  it('miss somebody who deletes', () => {
    assert.deepEqual(idsOf([daily], { runs: [], settings }), ['JG080']);
    assert.deepEqual(idsOf([], { runs: [], settings }), []);
  });

  it('name the setting because of which nothing is taken', () => {
    for (const [index, run, next] of [
      ['jaeger-span-2026-11-22', cleaner({ isRollover: true }), /set ROLLOVER=false/],
      ['jaeger-span-000001', cleaner(), /set ROLLOVER=true/],
      ['jaeger-span-2026.11.22', cleaner(), /set INDEX_DATE_SEPARATOR=\./],
      ['jaeger-span-2026-11-22', cleaner({ prefix: 'prod' }), /take INDEX_PREFIX out/],
    ] as const) {
      const [found] = ofJobs([jaegerIndex(stored(index))], { runs: [run], settings });
      assert.equal(found?.id, 'JG081', index);
      assert.match(found.next, next);
    }
    const [prefixed] = ofJobs([jaegerIndex(stored('prod-jaeger-span-2026-11-22'))], {
      runs: [cleaner({}, { ignoredPrefix: 'prod' })],
      settings,
      prefix: 'prod-',
    });
    assert.equal(prefixed?.id, 'JG081');
    assert.match(prefixed.evidence, /ES_INDEX_PREFIX=prod is set, which it does not read/);
    assert.match(prefixed.next, /set INDEX_PREFIX=prod:/);
  });

  it('let an index that is spared for its write alias be taken later', () => {
    const written = jaegerIndex(stored('jaeger-span-000001', { aliases: ['jaeger-span-write', 'jaeger-span-read'] }));
    assert.deepEqual(idsOf([written], { runs: [cleaner({ isRollover: true })], settings }), []);
  });

  it('tell a cleaner that reaches into what others write', () => {
    const other = jaegerIndex(stored('other-jaeger-span-2026-11-22', { aliases: ['*-jaeger'] }));
    const run = cleaner({ prefix: '*' });
    assert.deepEqual(idsOf([daily, other], { runs: [run], own: [daily], settings }), ['JG081', 'JG089']);
  });

  it('tell jobs that fail, and those of which nothing can be told', () => {
    const problem = { kind: 'fails', text: 'its URL ends with a slash' } as const;
    const failing = cleaner({}, { problem });
    const unknown = unread(cleaner(), 'unknown', 'secrets/x');
    assert.deepEqual(idsOf([daily], { runs: [failing], settings }), ['JG082']);
    assert.deepEqual(idsOf([daily], { runs: [unknown], settings }), ['JG083']);
  });

  it('tell settings that contradict each other, with the places', () => {
    const row = {
      setting: 'index prefix',
      agree: false,
      places: [
        { where: 'collector', value: 'prod', isDefault: false },
        { where: 'query', value: '', isDefault: true },
      ],
    };
    const [found] = ofJobs([daily], { runs: [cleaner()], settings: [SPAN_AGE, row] });
    assert.equal(found?.id, 'JG085');
    assert.match(found.evidence, /index prefix: collector has prod; query has <empty>/);
  });

  it('tell what is kept longer than it can be found, with aliases and without', () => {
    assert.deepEqual(idsOf([daily], { runs: [cleaner()] }), ['JG086']);
    assert.deepEqual(idsOf([daily], { runs: [cleaner({ days: 3 })] }), []);
    const rolled = { usesAliases: true };
    assert.deepEqual(idsOf([daily], { ...rolled, runs: [cleaner(), lookback('days', 1)] }), ['JG086']);
    assert.deepEqual(idsOf([daily], { ...rolled, runs: [cleaner(), lookback('hours', 168)] }), []);
    assert.deepEqual(idsOf([daily], { ...rolled, runs: [cleaner()] }), []);
  });

  it('tell indices that nobody takes, and archives', () => {
    const never = { kind: 'never', reason: reason('rollover-flag', 'cronjobs/cleaner') } as const;
    const left = jaegerIndex(stored('jaeger-span-000009'), never);
    assert.deepEqual(idsOf([daily, left], { runs: [cleaner()], settings }), ['JG087']);
    const archive = jaegerIndex(stored('jaeger-span-archive'), {
      kind: 'never',
      reason: reason('archive-index'),
    });
    assert.deepEqual(idsOf([daily, archive], { runs: [cleaner()], settings }), ['JG088']);
  });
});
