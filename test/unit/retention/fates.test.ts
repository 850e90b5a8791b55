import assert from 'node:assert/strict';
import type { CleanerSettings } from '../../../src/retention/runs.ts';
import {
  BY,
  cleaner,
  DAILY,
  fate,
  HOUR,
  index,
  NOW,
  reasonOf,
  type Shown,
  type Told,
  time,
  TYPES,
  unread,
} from '../../support/fates.ts';

describe('the fate of an index under a cleaner', () => {
  it('is the next run that takes it', () => {
    const old = index('jaeger-span-2026-11-10', { createdMs: time('2026-11-16T23:59') });
    assert.deepEqual(fate(old, [cleaner()]), { kind: 'deleted', atMs: time('2026-11-23T23:55'), by: BY });
    assert.deepEqual(fate(DAILY, [cleaner()]), { kind: 'kept', atMs: time('2026-11-27T23:55'), by: BY });
  });

  it('does not change between two midnights, however often it runs', () => {
    const hourly = cleaner({ job: { schedule: '0 * * * *' } });
    assert.deepEqual(fate(DAILY, [hourly]), { kind: 'kept', atMs: time('2026-11-27T00:00'), by: BY });
    const newer = cleaner({ job: { schedule: '0 * * * *' }, settings: { cutoff: 'relative' } });
    assert.deepEqual(fate(DAILY, [newer]), { kind: 'kept', atMs: time('2026-11-27T02:00'), by: BY });
  });

  it('has two times where the image does not say its rule', () => {
    const either = cleaner({ job: { schedule: '0 * * * *' }, settings: { cutoff: 'either' } });
    const both = { kind: 'kept', atMs: time('2026-11-27T00:00'), orAtMs: time('2026-11-27T02:00'), by: BY };
    assert.deepEqual(fate(DAILY, [either]), both);
  });

  it('goes by its time zone', () => {
    const berlin = cleaner({ job: { schedule: '30 0 * * *', timeZone: 'Europe/Berlin' } });
    assert.deepEqual(fate(DAILY, [berlin]), { kind: 'kept', atMs: time('2026-11-27T23:30'), by: BY });
  });

  it('is today with no days at all', () => {
    const today = index('jaeger-span-2026-11-23', { createdMs: NOW - HOUR });
    assert.deepEqual(fate(today, [cleaner({ settings: { days: 0 } })]), {
      kind: 'deleted',
      atMs: time('2026-11-23T23:55'),
      by: BY,
    });
  });

  it('is decided by whoever comes first', () => {
    const later = cleaner({ job: { name: 'later' }, settings: { days: 30 } });
    assert.deepEqual(fate(DAILY, [later, cleaner()]), fate(DAILY, [cleaner()]));
    const suspended = cleaner({ job: { name: 'off', isSuspended: true }, settings: { days: 1 } });
    assert.deepEqual(fate(DAILY, [suspended, cleaner()]), fate(DAILY, [cleaner()]));
  });
});

describe('the reason that an index stays', () => {
  const why = (name: string, settings: Partial<CleanerSettings>, more: Shown = {}): string =>
    reasonOf(fate(index(name, more), [cleaner({ settings })]));
  const BACK = 'jaeger-span-2026-11-20';
  for (const [name, settings, more, expected] of [
    [
      BACK,
      { isRollover: true },
      {},
      'rollover-flag: cronjobs/cleaner looks for generations of a rollover, it has a date',
    ],
    [
      'jaeger-span-000001',
      {},
      {},
      'needs-rollover-flag: cronjobs/cleaner looks for dates, it is a generation of a rollover',
    ],
    ['foo-jaeger-span-2026-11-20', {}, {}, 'prefix: cronjobs/cleaner looks for no prefix, its prefix is foo-'],
    [BACK, { prefix: 'foo' }, {}, 'prefix: cronjobs/cleaner looks for foo-, its prefix is empty'],
    [
      'foo-jaeger-span-2026-11-20',
      { prefix: 'foo-' },
      {},
      'prefix: cronjobs/cleaner looks for foo--, its prefix is foo-',
    ],
    ['jaeger-span-2026.11.20', {}, {}, 'separator: cronjobs/cleaner looks for dates with -, its date has .'],
    ['jaeger-span-20261120', {}, {}, 'separator: cronjobs/cleaner looks for dates with -, its date has none'],
    ['jaeger-span-archive', {}, {}, 'archive-index: an archive without generations, which no index cleaner takes'],
    [
      'jaeger-span-archive-000001',
      { isRollover: true },
      {},
      'needs-archive-flag: cronjobs/cleaner leaves out archives',
    ],
    [BACK, { isArchive: true }, {}, 'archive-flag: cronjobs/cleaner looks for archives alone'],
    [
      'jaeger-sampling-2026-11-20',
      { types: TYPES.slice(0, 3) },
      {},
      'type: cronjobs/cleaner is too old for sampling indices',
    ],
    ['jaeger-span-2026-11', {}, {}, 'form: cronjobs/cleaner does not know names of this form'],
    [BACK, {}, { isOpen: false }, 'closed: it is closed, and index cleaners are shown open indices alone'],
    [BACK, {}, { isHidden: true }, 'hidden: it is hidden, and index cleaners are not shown hidden indices'],
    ['jaeger-span-write', {}, {}, 'alias-named: a real index under the name of an alias, which no index cleaner takes'],
    ['.ds-jaeger.spans-2026.11.20-000001', {}, {}, 'data-stream: part of a data stream, which no index cleaner takes'],
  ] as const)
    it(`is ${expected} (${name})`, () => {
      assert.equal(why(name, settings, more), expected);
    });

  it('is what the nearest of several cleaners says', () => {
    const other = cleaner({ job: { name: 'other' }, settings: { prefix: 'other' } });
    assert.match(
      reasonOf(fate(index('jaeger-span-000001'), [other, cleaner()])),
      /^needs-rollover-flag: cronjobs\/cleaner /,
    );
  });

  it('is the prefix that the tool does not read', () => {
    const run = cleaner({ run: { ignoredPrefix: 'foo' } });
    assert.match(
      reasonOf(fate(index('foo-jaeger-span-2026-11-20'), [run])),
      /^ignored-prefix: .*does not read ES_INDEX_PREFIX, which is foo-$/,
    );
  });

  it('is a job that does not run', () => {
    const whyIdle = (told: Told<CleanerSettings>): string => reasonOf(fate(DAILY, [cleaner(told)]));
    assert.equal(reasonOf(fate(DAILY, [])), 'no-job: no index cleaner is there');
    assert.equal(whyIdle({ job: { isSuspended: true } }), 'suspended: cronjobs/cleaner is suspended');
    assert.equal(
      whyIdle({ job: { schedule: 'daily' } }),
      'schedule: cronjobs/cleaner is never due: its schedule is none',
    );
    assert.equal(
      whyIdle({ job: { timeZone: 'No/Where' } }),
      'schedule: cronjobs/cleaner is never due: its time zone is none',
    );
    assert.equal(
      whyIdle({ job: { schedule: '0 0 30 2 *' } }),
      'schedule: cronjobs/cleaner is never due: its schedule has no date that there is',
    );
    assert.equal(
      whyIdle({ run: { problem: { kind: 'fails', text: 'the URL ends in a slash' } } }),
      'job-fails: cronjobs/cleaner fails: the URL ends in a slash',
    );
    // A suspended job that would not take it is not the reason.
    assert.match(whyIdle({ job: { isSuspended: true }, settings: { prefix: 'foo' } }), /^prefix/);
  });

  it('is not known where a job cannot be read', () => {
    const secret = unread(
      cleaner({ job: { name: 'secret' } }),
      'unknown',
      'its arguments come from secrets/s, which could not be read',
    );
    const found = fate(DAILY, [secret]);
    assert.equal(found?.kind, 'unknown');
    assert.match(
      reasonOf(found),
      /^unknown-settings: cronjobs\/secret cannot be read: its arguments come from secrets\/s/,
    );
    assert.equal(fate(DAILY, [secret, cleaner()])?.kind, 'kept');
    assert.equal(fate(DAILY, [unread(cleaner(), 'fails', 'x is no number of days')])?.kind, 'never');
  });
});
