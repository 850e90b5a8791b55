import assert from 'node:assert/strict';
import {
  BY,
  cleaner,
  DAY,
  fate,
  HOUR,
  index,
  lookback,
  NOW,
  reasonOf,
  rollover,
  time,
  unread,
  world,
} from '../../support/fates.ts';

describe('the fate of generations', () => {
  const first = index('jaeger-span-000001', { as: ['jaeger-span-read'], createdMs: time('2026-11-10T00:00') });
  const second = index('jaeger-span-000002', {
    as: ['jaeger-span-read', 'jaeger-span-write'],
    createdMs: time('2026-11-22T12:00'),
  });
  const jobs = [cleaner({ settings: { isRollover: true } }), rollover()];

  it('is to be written to, until it is rolled over, and to be cleaned after that', () => {
    const written = {
      kind: 'written',
      by: { kind: 'rollover', name: 'n/rollover' },
      rollsOverAtMs: time('2026-11-25T00:00'),
      condition: 'max_age 2d',
      deletedAtMs: time('2026-11-29T23:55'),
    };
    assert.deepEqual(fate([second, first], jobs), written);
    assert.deepEqual(fate([first, second], jobs), { kind: 'deleted', atMs: time('2026-11-23T23:55'), by: BY });
  });

  it('says what it waits for where that is not its age', () => {
    const byNumber = rollover({ settings: { conditions: { max_docs: 5 } } });
    assert.deepEqual(fate(second, [byNumber]), {
      kind: 'written',
      by: { kind: 'rollover', name: 'n/rollover' },
      condition: 'max_docs 5',
    });
    assert.equal(reasonOf(fate(second, [])), 'no-rollover: nothing rolls over jaeger-span-write');
    assert.equal(
      reasonOf(fate(second, [rollover({ job: { isSuspended: true } })])),
      'suspended: cronjobs/rollover is suspended',
    );
    assert.equal(
      reasonOf(fate(second, [rollover({ settings: { prefix: 'foo' } })])),
      'no-rollover: nothing rolls over jaeger-span-write',
    );
    assert.match(
      reasonOf(fate(second, [unread(rollover(), 'unknown', 'it is started by sh')])),
      /^unknown-settings: cronjobs\/rollover/,
    );
  });

  it("is the cleaner's, where the write alias has another prefix", () => {
    const foo = index('foo-jaeger-span-000001', { as: ['jaeger-span-write'], createdMs: time('2026-11-10T00:00') });
    assert.equal(fate(foo, [cleaner({ settings: { isRollover: true, prefix: 'foo' } })])?.kind, 'deleted');
  });

  it('is to stay, where ILM leaves the write alias on all of them', () => {
    const old = index('jaeger-span-000001', { as: ['jaeger-span-write?', 'jaeger-span-read'] });
    const newer = index('jaeger-span-000002', { as: ['jaeger-span-write!', 'jaeger-span-read'] });
    const spared = reasonOf(fate([old, newer], [...jobs, lookback()]));
    assert.equal(
      spared,
      'write-alias-on-all: every generation has the write alias jaeger-span-write, which index cleaners spare',
    );
    assert.equal(fate([newer, old], jobs)?.kind, 'written');
  });

  it('is to be hidden before it is deleted', () => {
    const third = index('jaeger-span-000001', { as: ['jaeger-span-read'], createdMs: time('2026-11-22T12:00') });
    const found = fate([third, second], [...jobs, lookback()]);
    assert.deepEqual(found, {
      kind: 'kept',
      atMs: time('2026-11-29T23:55'),
      by: BY,
      hiddenAtMs: time('2026-11-24T00:00'),
    });
    // What goes first is not hidden any more.
    assert.deepEqual(
      fate([first, second], [...jobs, lookback({ settings: { unit: 'weeks', count: 8 } })]),
      fate([first, second], jobs),
    );
    const forever = fate([third, second], [lookback()]);
    assert.deepEqual(
      [forever?.kind, forever?.kind === 'never' && forever.hiddenAtMs],
      ['never', time('2026-11-24T00:00')],
    );
  });

  it('is hidden, since the run that was due', () => {
    const lost = index('jaeger-span-000001', { createdMs: time('2026-11-18T00:00') });
    const after = { kind: 'kept', atMs: time('2026-11-25T23:55'), by: BY };
    const next = index('jaeger-span-000002', {
      as: ['jaeger-span-read', 'jaeger-span-write'],
      createdMs: time('2026-11-20T12:00'),
    });
    assert.deepEqual(fate([lost, next], [...jobs, lookback()]), {
      kind: 'hidden',
      sinceMs: time('2026-11-21T00:00'),
      after,
    });
    assert.deepEqual(fate([lost, next], jobs), { kind: 'hidden', after });
    // Nobody made any aliases: it is not lost among others.
    assert.deepEqual(fate([lost], jobs), after);
  });
});

describe('the fate of an index under a policy', () => {
  const policy = {
    name: 'p',
    kind: 'ilm',
    rollover: { max_age: '1d' },
    deleteAfterMs: 3 * DAY,
    ageFrom: 'rollover',
  } as const;
  const old = index('jaeger-span-000001', { as: ['jaeger-span-write?'], policy: 'p' });
  const written = index('jaeger-span-000002', { as: ['jaeger-span-write!'], policy: 'p', createdMs: NOW - HOUR });
  const state = {
    index: old.name,
    policy: 'p',
    phase: 'hot',
    step: 'complete',
    ageFromMs: NOW - DAY,
    failure: undefined,
  };
  const by = { kind: 'lifecycle', name: 'p' };

  it('is what its policy says, since its rollover', () => {
    const facts = { policies: [policy], lifecycles: [state] };
    assert.deepEqual(fate([old, written], [], facts), { kind: 'kept', atMs: NOW + 2 * DAY, by });
    assert.deepEqual(fate([old], [], { ...facts, lifecycles: [{ ...state, ageFromMs: NOW - 4 * DAY }] }), {
      kind: 'deleted',
      atMs: NOW,
      by,
    });
    const rolled = {
      kind: 'written',
      by,
      rollsOverAtMs: NOW + 23 * HOUR,
      condition: 'max_age 1d',
      deletedAtMs: NOW + 23 * HOUR + 3 * DAY,
    };
    assert.deepEqual(fate([written, old], [], facts), rolled);
  });

  it("is the cleaner's, when that comes first", () => {
    const daily = index('jaeger-span-2026-11-10', { policy: 'p', createdMs: time('2026-11-10T00:00') });
    const slow = { ...policy, rollover: undefined, deleteAfterMs: 30 * DAY };
    assert.deepEqual(fate(daily, [cleaner()], { policies: [slow] }), {
      kind: 'deleted',
      atMs: time('2026-11-23T23:55'),
      by: BY,
    });
    assert.deepEqual(fate(daily, [], { policies: [slow] }), { kind: 'kept', atMs: daily.createdMs + 30 * DAY, by });
  });

  it('is to stay where the policy stopped, is not there, or deletes nothing', () => {
    const failed = { ...state, failure: 'rollover_alias is missing' };
    assert.equal(
      reasonOf(fate([old], [], { policies: [policy], lifecycles: [failed] })),
      'lifecycle-failed: policy p stopped: rollover_alias is missing',
    );
    assert.equal(reasonOf(fate([old], [])), 'no-policy: policy p does not exist');
    assert.equal(
      reasonOf(fate([old], [], { policies: [{ ...policy, deleteAfterMs: undefined }] })),
      'no-delete-phase: policy p deletes nothing',
    );
    const otherwise = { ...policy, deleteAfterMs: undefined, deletesOtherwise: true } as const;
    assert.equal(fate([old], [], { policies: [otherwise] })?.kind, 'unknown');
  });

  it('counts from its creation with ISM', () => {
    const ism = { ...policy, kind: 'ism', ageFrom: 'creation', rollover: { min_index_age: '1d' } } as const;
    assert.deepEqual(fate([old], [], { policies: [ism] }), {
      kind: 'deleted',
      atMs: NOW,
      by,
    });
  });

  it("is its data stream's, whose last index is written to", () => {
    const names = ['.ds-jaeger.spans-2026.11.20-000001', '.ds-jaeger.spans-2026.11.22-000002'];
    const stream = { name: 'jaeger.spans', indices: names, policy: 'p' };
    const indices = names.map((name) => index(name));
    const found = world(indices, [cleaner()], { policies: [policy], dataStreams: [stream] });
    assert.deepEqual(
      names.map((name) => found.get(name)?.kind),
      ['deleted', 'written'],
    );
    assert.match(
      reasonOf(fate(indices, [cleaner()], { dataStreams: [{ ...stream, policy: undefined }] })),
      /^data-stream/,
    );
  });
});
