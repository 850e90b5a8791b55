import assert from 'node:assert/strict';
import { isJaegerError } from '../../../src/errors/index.ts';
import { decide, type Decision } from '../../../src/plan/index.ts';
import { applied, deleted, kept, patched, planOf } from '../../support/plans.ts';

const nothing = planOf([kept('a')]);
const adds = planOf([applied('a')]);
const takesOver = planOf([applied('a', {}, false)]);
const selected = planOf([applied('a')], { subject: undefined });
const changes = planOf([applied('a'), patched('b')]);
const reversible = planOf([patched('a', [], { isReversible: true })]);
const many = planOf([patched('a', [], { isReversible: true })], { subject: undefined });
const deletes = planOf([deleted('a')]);
const destroys = planOf([patched('a')], { destroys: ['everything'] });

const NAME = 'maps';

describe('decide', () => {
  for (const [what, plan, expected] of [
    // without anything, with --yes, with --confirm, with both; on a terminal and off it
    ['nothing to do', nothing, { asked: ['act', 'act', 'act', 'act'], alone: ['act', 'act', 'act', 'act'] }],
    ['one new thing', adds, { asked: ['ask', 'act', 'ask', 'act'], alone: ['act', 'act', 'act', 'act'] }],
    ['a thing that may be there', takesOver, { asked: ['ask', 'act', 'ask', 'act'], alone: [2, 'act', 2, 'act'] }],
    ['several new things', selected, { asked: ['ask', 'act', 2, 2], alone: [2, 'act', 2, 2] }],
    ['a change', changes, { asked: ['ask', 'act', 'ask', 'act'], alone: [2, 'act', 2, 'act'] }],
    [
      'a change that can be taken back',
      reversible,
      { asked: ['ask', 'act', 'ask', 'act'], alone: ['act', 'act', 'act', 'act'] },
    ],
    ['several of these', many, { asked: ['ask', 'act', 2, 2], alone: [2, 'act', 2, 2] }],
    ['a deletion', deletes, { asked: ['ask', 'act', 'ask', 'act'], alone: [2, 'act', 2, 'act'] }],
    ['data', destroys, { asked: ['ask-name', 'ask-name', 'ask', 'act'], alone: [2, 2, 2, 'act'] }],
  ] as const) {
    for (const [canAsk, decisions] of [
      [true, expected.asked],
      [false, expected.alone],
    ] as const)
      it(`of ${what}, ${canAsk ? 'on a terminal' : 'with nobody to ask'}`, () => {
        const consents = [false, true].flatMap((confirms) =>
          [false, true].map((yes) => ({ canAsk, yes, confirm: confirms ? NAME : undefined })),
        );
        assert.deepEqual(
          consents.map((consent) => outcome(() => decide(plan, consent))),
          decisions,
        );
      });
  }

  it('takes another name than that of what is changed for a mistake', () => {
    for (const plan of [adds, changes, destroys])
      assert.equal(
        outcome(() => decide(plan, { canAsk: true, yes: true, confirm: 'map' })),
        2,
      );
  });

  it('says what is lost, and what it needs', () => {
    assert.throws(() => decide(destroys, { canAsk: false, yes: true, confirm: undefined }), {
      message: 'change maps: everything; without a terminal that needs --yes --confirm maps',
    });
  });
});

function outcome(work: () => Decision): Decision | number {
  try {
    return work();
  } catch (error) {
    if (isJaegerError(error)) return error.exitCode;
    throw error;
  }
}
