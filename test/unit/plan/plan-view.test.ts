import assert from 'node:assert/strict';
import { renderDiff, renderObjects, renderOutcome, renderPlan } from '../../../src/plan/index.ts';
import { assertGolden } from '../../support/golden.ts';
import { applied, deleted, patched, planOf } from '../../support/plans.ts';

const steps = [
  applied('new', { a: '1', 'b.c': { d: [1, 2] } }),
  patched('old', [
    { path: ['data', 'a'], from: '1', to: '2' },
    { path: ['data', 'x.y'], from: undefined, to: true },
    { path: ['data', 'z'], from: 3, to: null },
  ]),
  deleted('gone'),
] as const;

describe('the view of a plan', () => {
  it('says where, what, what it means and what is lost, and lets nothing drive the terminal', async () => {
    const plan = planOf(steps, { notes: ['a \u001b[31mred\u001b[39m note'], destroys: ['all of it'] });
    await assertGolden('plan/plan.txt', renderPlan(plan, { colour: false }));
  });

  it('has colours where they are wanted', () => {
    const red = '\u001b[31mdelete\u001b[39m';
    assert.ok(renderPlan(planOf(steps), { colour: true }).includes(red));
  });

  it('has a line for each outcome, as kubectl', () => {
    const outcome = { step: steps[0], verb: 'created', before: undefined, after: undefined } as const;
    assert.equal(renderOutcome(outcome, 'none'), 'configmap/new created\n');
    assert.equal(renderOutcome(outcome, 'client'), 'configmap/new created (dry run)\n');
    assert.equal(renderOutcome(outcome, 'server'), 'configmap/new created (server dry run)\n');
  });

  it('has differences without what the server keeps books with', async () => {
    const object = (data: object, resourceVersion: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'old', namespace: 'ns', resourceVersion, managedFields: [{}] },
      data,
      status: { resourceVersion },
    });
    const outcome = { step: steps[1], verb: 'configured', before: object({ a: '1' }, '1') } as const;
    assert.equal(await renderDiff([{ ...outcome, after: object({ a: '1' }, '2') }]), '');
    await assertGolden('plan/diff.txt', await renderDiff([{ ...outcome, after: object({ a: '2' }, '2') }]));
  });

  it('has objects as documents', async () => {
    const objects = [{ a: 1 }, { b: 2 }];
    assert.equal(await renderObjects(objects, 'yaml'), 'a: 1\n---\nb: 2\n');
    assert.deepEqual(JSON.parse(await renderObjects(objects, 'json')), {
      apiVersion: 'v1',
      kind: 'List',
      items: objects,
    });
    assert.deepEqual(JSON.parse(await renderObjects([{ a: 1 }], 'json')), { a: 1 });
  });
});
