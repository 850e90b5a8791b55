import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { applyStaged, type Subject } from '../../../src/injection/index.ts';
import type { Reader, Writer } from '../../../src/kubernetes/ports.ts';
import { patched, planOf } from '../../support/plans.ts';

const subject = (name: string): Subject => {
  const step = patched(name);
  const { resource } = step;
  const live = {} as Subject['live'];
  const expected = { traced: true, via: undefined, instance: undefined, service: undefined };
  const one: Subject = { resource, live, step, wanted: live, expected, because: '', again: () => one };
  return one;
};

/** Patches what it is told to, and notes when. */
const cluster = {
  patch: async (_: unknown, { name }: { name: string }, __: unknown, { dryRun }: { dryRun?: boolean }) => {
    if (dryRun === true) tried.push(name);
    return { metadata: { name }, changed: true };
  },
};

let tried: string[] = [];

interface Run {
  readonly events: readonly string[];
  readonly error: JaegerError | undefined;
  readonly most: number;
}

async function run(
  names: readonly string[],
  broken: readonly string[],
  maxRollouts: number,
  maxFailures = 1,
): Promise<Run> {
  const subjects = names.map(subject);
  const events: string[] = [];
  tried = [];
  let [running, most] = [0, 0];
  const error = await applyStaged(
    cluster as unknown as Reader & Writer,
    planOf(subjects.map(({ step }) => step)),
    {
      signal: new AbortController().signal,
      force: false,
      finish: 'again',
      onDone: ({ step }) => void events.push(`done ${nameOf(step)}`),
    },
    {
      subjects,
      maxRollouts,
      maxFailures,
      settle: async ({ step }) => {
        events.push(`settle ${nameOf(step)}`);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running--;
        return broken.includes(nameOf(step)) ? new JaegerError('TIMED_OUT', 'too long') : undefined;
      },
      onFailed: ({ step }) => void events.push(`failed ${nameOf(step)}`),
    },
  ).then(
    () => undefined,
    (thrown: unknown) => thrown as JaegerError,
  );
  return { events, error, most };
}

const nameOf = (step: Subject['step']): string => (step.type === 'patch' ? step.object.name : '');

const MANY = ['a', 'b', 'c', 'd', 'e', 'f'];

const TEMPLATE = { spec: { template: { spec: { containers: [{ name: 'app' }] } } } };

describe('a staged rollout', () => {
  it('begins with one, and goes on with so many at a time', async () => {
    const { events, error, most } = await run(MANY, [], 3);
    assert.equal(error, undefined);
    assert.deepEqual(events.slice(0, 2), ['settle a', 'done a']);
    assert.equal(most, 3);
    assert.equal(events.filter((event) => event.startsWith('done')).length, MANY.length);
  });

  it('tries few of many before it changes any', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `w${index}`);
    const { events } = await run(many, [], 0);
    assert.deepEqual(tried.toSorted(), many.slice(0, 8).toSorted());
    assert.equal(events.filter((event) => event.startsWith('done')).length, many.length);
  });

  it('touches nothing else when the first fails, and names what has not been begun', async () => {
    const { events, error } = await run(MANY, ['a'], 3);
    assert.deepEqual(events, ['settle a', 'failed a']);
    assert.match(error?.message ?? '', /^configmap\/a: too long$/);
    assert.deepEqual(error?.hints, [
      'not begun: configmap/b, configmap/c, configmap/d, configmap/e, configmap/f',
      'to go on, run it again: again',
    ]);
  });

  it('finishes what it has begun, and takes as many failures as it may', async () => {
    const { events, error } = await run(MANY, ['b', 'c'], 1, 2);
    assert.deepEqual(
      events.filter((event) => !event.startsWith('settle')),
      ['done a', 'failed b', 'failed c'],
    );
    assert.match(error?.hints.join('\n') ?? '', /^2 have failed; this is the first of them\nnot begun: configmap\/d/);
  });

  it('looks again where what it would remove is gone already, and gives up where that is not why', async () => {
    for (const [version, expected] of [
      ['2', undefined],
      ['1', 'INVALID'],
    ] as const) {
      const one = subject('a');
      const live = { ...TEMPLATE, metadata: { name: 'a', namespace: 'ns', resourceVersion: '1' } } as Subject['live'];
      const kept: Subject = { ...one, step: { type: 'keep', resource: one.resource, object: { name: 'a' }, live } };
      const first: Subject = { ...one, live, again: () => kept };
      const refusing = {
        patch: (_: unknown, __: unknown, ___: unknown, { dryRun }: { dryRun: boolean }) =>
          dryRun ? Promise.resolve({ ...live, changed: true }) : Promise.reject(new JaegerError('INVALID', 'no')),
        get: async () => ({ ...live, metadata: { ...live.metadata, resourceVersion: version } }),
      };
      const choice = { signal: new AbortController().signal, force: false, finish: '', onDone: () => undefined };
      const stages = {
        subjects: [first],
        maxRollouts: 1,
        maxFailures: 1,
        settle: async () => undefined,
        onFailed: () => undefined,
      };
      const applied = applyStaged(refusing as unknown as Reader & Writer, planOf([first.step]), choice, stages);
      const code = await applied.then(
        () => undefined,
        (error: JaegerError) => error.code,
      );
      assert.equal(code, expected);
    }
  });

  it('without a wait has several requests at a time, and no first one', async () => {
    const { most } = await run(MANY, [], 0);
    assert.equal(most, MANY.length);
  });
});
