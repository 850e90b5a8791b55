import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import { asOperator, inject, patchBetween, uninject, type How, type Injectable } from '../../../src/injection/index.ts';
import { agentTargets, deployments } from '../../support/workloads.ts';

const none = { volumes: [], imagePullSecrets: [] };
const surroundings = fc.record({
  openshift: fc.boolean(),
  configMapKeys: fc.constantFrom(new Set<string>(), new Set(['JAEGER_PROPAGATION'])),
});

const hows: fc.Arbitrary<How> = fc.oneof(
  fc
    .record({
      via: fc.constantFrom('jaeger-operator' as const, 'sidecar' as const),
      target: agentTargets,
      surroundings,
    })
    .map((how) => ({ ...how, instance: `${how.target.namespace}/${how.target.name}` })),
  fc.record({
    via: fc.constant('otel-operator' as const),
    collector: fc.constantFrom('sidecar', 'other'),
    instance: fc.constant('ns/a'),
  }),
  fc.record({
    via: fc.constant('env' as const),
    target: fc.constantFrom({ endpoint: 'http://a.ns:4318' }, { endpoint: 'http://b.ns:4318' }),
    container: fc.constant(undefined),
    instance: fc.constantFrom('ns/a', 'ns/b'),
  }),
);

const back = (workload: Injectable): Injectable => uninject(workload, { extras: none, namespace: {} }).workload;

/** As the cluster then has it: with what the operator adds. */
const live = (workload: Injectable, how: How): Injectable =>
  how.via === 'jaeger-operator' ? asOperator(workload, how) : workload;

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const law = (body: (workload: Injectable, how: How, other: How) => void): void =>
  fc.assert(fc.property(deployments, hows, hows, body), { seed: SEED, numRuns: 500 });

describe(`injection (SEED=${SEED})`, () => {
  it('leaves alone what was never injected', () => law((workload) => assert.deepEqual(back(workload), workload)));

  it('is taken back exactly', () =>
    law((workload, how) => assert.deepEqual(back(inject(workload, how, none)), workload)));

  it('is taken back exactly with what the operator has added', () =>
    law((workload, how) => assert.deepEqual(back(live(inject(workload, how, none), how)), workload)));

  it('is the same when it is done again', () =>
    law((workload, how) => {
      const once = inject(workload, how, none);
      assert.deepEqual(inject(once, how, none), once);
      const running = live(once, how);
      assert.deepEqual(inject(running, how, none), running);
    }));

  it('for another instance, or in another way, leaves nothing of the first', () =>
    law((workload, how, other) => {
      const running = live(inject(workload, how, none), how);
      const expected = inject(workload, other, none);
      const isSame = how.via === other.via && how.instance === other.instance;
      if (!isSame) assert.deepEqual(inject(running, other, none), expected);
    }));

  it('is one patch, and its inverse another', () =>
    law((workload, how) => {
      const injected = inject(workload, how, none);
      for (const [before, after] of [
        [workload, injected],
        [injected, workload],
        [live(injected, how), workload],
      ] as const) {
        const patched = structuredClone(before);
        const { operations } = patchBetween(before, after);
        assert.deepEqual(
          applyPatch(patched, operations as Parameters<typeof applyPatch>[1]).filter((error) => error !== null),
          [],
        );
        assert.deepEqual(patched, after);
      }
    }));

  it('touches nothing that was there', () =>
    law((workload, how) => {
      const injected = live(inject(workload, how, none), how);
      const { operations } = patchBetween(workload, injected);
      const annotations = Object.keys(workload.metadata.annotations ?? {});
      const touched = operations.filter(({ op }) => op !== 'add');
      const filled = touched.filter(
        ({ op, path }) =>
          op === 'replace' && /\/(annotations|labels|env|volumes|imagePullSecrets|metadata)$/.test(path),
      );
      assert.deepEqual(touched, filled, annotations.join());
    }));
});
