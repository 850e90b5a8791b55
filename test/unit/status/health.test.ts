import assert from 'node:assert/strict';
import { healthOf } from '../../../src/status/health.ts';
import { workload } from '../../support/objects.ts';

describe('healthOf', () => {
  const two = (ready: number, replicas = 2): ReturnType<typeof workload> => workload('j', { replicas, ready });

  for (const [what, workloads, health] of [
    ['nothing', [], 'Absent'],
    ['all that is wanted', [two(2), two(1, 1)], 'Ready'],
    ['one of two', [two(2), two(1)], 'Degraded'],
    ['none of a component', [two(2), two(0)], 'NotReady'],
    ['nothing that is wanted', [two(0, 0)], 'ScaledDown'],
    ['a component that nobody wants, beside one that is there', [two(0, 0), two(2)], 'Ready'],
  ] as const)
    it(`of ${what} is ${health}`, () => assert.equal(healthOf(workloads), health));

  it('counts a DaemonSet by its nodes', () => {
    const agents = workload('agents', { resource: 'daemonsets' });
    const on = (ready: number): typeof agents => ({
      ...agents,
      status: { desiredNumberScheduled: 3, numberReady: ready },
    });
    assert.deepEqual([healthOf([on(3)]), healthOf([on(2)]), healthOf([on(0)])], ['Ready', 'Degraded', 'NotReady']);
  });

  it('is not that of before a change that no controller has seen', () => {
    const changed = two(2);
    const seen = (observedGeneration: number): typeof changed => ({
      ...changed,
      metadata: { ...changed.metadata, generation: 4 },
      status: { readyReplicas: 2, observedGeneration },
    });
    assert.deepEqual([healthOf([seen(3)]), healthOf([seen(4)])], ['Degraded', 'Ready']);
  });
});
