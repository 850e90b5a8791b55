import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import type { Jaeger } from '../../../src/kubernetes/types.ts';
import { findingsIn, found, idsOf, recordedSet, statusOf, withChanged, type Objects } from '../../support/findings.ts';

const NEW = 'new';
const inNew = { namespace: NEW, name: NEW };

/** A resource that nobody has looked at yet, beside the recorded all-in-one and its operator. */
async function withNew(more: Partial<Jaeger> = {}): Promise<Objects> {
  const objects = await recordedSet('all-in-one');
  const jaeger: Jaeger = {
    metadata: { name: NEW, namespace: NEW, uid: NEW, creationTimestamp: '2026-11-30T00:00:00Z' },
    ...more,
  };
  return { ...objects, jaegers: [...(objects.jaegers ?? []), jaeger] };
}

const operatorIs = (objects: Objects, replicas: number, readyReplicas: number): Objects =>
  withChanged(objects, 'deployments', ({ metadata, spec }) =>
    metadata.name === 'jaeger-operator' ? { spec: { ...spec, replicas }, status: { readyReplicas } } : undefined,
  );

describe('findings about the operator', () => {
  it('say that it is scaled to nothing, of a resource that does not name it yet', async () => {
    const { object, evidence } = found(await findingsIn(operatorIs(await withNew(), 0, 0), inNew), 'JG022');
    assert.equal(object, 'observability/deployments/jaeger-operator');
    assert.equal(evidence, 'it is scaled to 0');
  });

  it('say the same of an instance that is well, where the operator is in scope, and ask nothing for it', async () => {
    const { instances, asked } = await statusOf(operatorIs(await recordedSet('all-in-one'), 1, 0));
    assert.equal(found(instances[0]?.findings ?? [], 'JG022').evidence, 'none of its Pods is ready');
    assert.ok(!asked.some((request) => /^(leases|mutating)/.test(request)));
  });

  it('say that there is no such operator, or none at all', async () => {
    const labels = { 'jaegertracing.io/operated-by': 'old.jaeger-operator' };
    const metadata = { name: NEW, namespace: NEW, uid: NEW, labels, creationTimestamp: '2026-11-30T00:00:00Z' };
    const { object } = found(await findingsIn(await withNew({ metadata }), inNew), 'JG022');
    assert.equal(object, 'old/deployments/jaeger-operator');
    const without = { ...(await withNew()), mutatingwebhookconfigurations: [] };
    assert.match(found(await findingsIn(without, inNew), 'JG022').evidence, /^no operator has taken the resource/);
  });

  it('say who holds its lease', async () => {
    const holderIdentity = 'an-operator-elsewhere_0000';
    const objects = withChanged(await withNew(), 'leases', ({ metadata, spec }) =>
      metadata.namespace === 'observability'
        ? { spec: { ...spec, holderIdentity, leaseDurationSeconds: 604_800 } }
        : undefined,
    );
    const findings = await findingsIn(objects, inNew);
    assert.deepEqual(idsOf(findings), ['JG023', 'JG070']);
    assert.match(
      found(findings, 'JG023').evidence,
      /^held by an-operator-elsewhere_0000, .* for 604800 s; no such Pod/,
    );
    assert.match(found(findings, 'JG023').next, /kubectl delete lease 31e04290\.jaegertracing\.io -n observability$/);
  });

  it('find nothing in a lease that one of its Pods holds', async () => {
    const objects = await withNew();
    const own = objects.pods?.find(({ metadata }) => metadata.namespace === 'observability');
    const other = { ...own, metadata: { name: 'another', namespace: 'observability' } };
    const findings = await findingsIn({ ...objects, pods: [...(objects.pods ?? []), other] }, inNew);
    assert.deepEqual(idsOf(findings), ['JG025', 'JG070']);
  });

  it('say which webhooks nobody trusts', async () => {
    const objects = withChanged(await withNew(), 'mutatingwebhookconfigurations', ({ webhooks = [] }) => ({
      webhooks: webhooks.map(({ clientConfig: { service } = {}, ...webhook }) => ({
        ...webhook,
        clientConfig: { service },
      })),
    }));
    const { object, evidence } = found(await findingsIn(objects, inNew), 'JG024');
    assert.equal(object, 'mutatingwebhookconfigurations/jaeger-operator-mutating-webhook-configuration');
    assert.match(evidence, /mjaeger\.kb\.io/);
  });

  it('say which instance its only worker is busy with', async () => {
    const objects = withChanged(await withNew(), 'jaegers', ({ metadata }) =>
      metadata.name === NEW ? undefined : { status: { phase: 'Failed' } },
    );
    const waiting = found(await findingsIn(objects, { name: NEW }), 'JG025');
    assert.match(waiting.evidence, /it is busy with default\/jaegers\/jaeger-all-in-one-inmemory$/);
    assert.equal(found(await findingsIn(await withNew(), inNew), 'JG025').evidence, 'no phase and no objects yet');
  });

  it('are none in the first seconds of a resource', async () => {
    const { instances, asked } = await statusOf(await withNew(), {
      namespace: NEW,
      now: new Date('2026-11-30T00:00:05Z'),
    });
    assert.deepEqual(idsOf(instances[0]?.findings ?? []), ['JG070']);
    assert.ok(!asked.some((request) => request.startsWith('mutating')));
  });

  it('say what may not be looked at', async () => {
    const failures = { mutatingwebhookconfigurations: new JaegerError('FORBIDDEN', 'no webhooks for you') };
    const { instances, errors } = await statusOf(await withNew(), { namespace: NEW, failures });
    assert.match(
      found(instances[0]?.findings ?? [], 'JG025').evidence,
      /what the operator does could not be seen, without mutatingwebhookconfigurations$/,
    );
    assert.deepEqual(
      errors.map(({ message }) => message),
      ['no webhooks for you'],
    );
  });

  it('cost at most six requests for an instance, and are asked for once for several', async () => {
    const more = ['a', 'b', 'c'].map((name): Jaeger => ({
      metadata: { name, namespace: NEW, uid: name, creationTimestamp: '2026-11-30T00:00:00Z' },
    }));
    const objects = await withNew();
    const { asked } = await statusOf(
      { ...objects, jaegers: [...(objects.jaegers ?? []), ...more] },
      { namespace: NEW },
    );
    const about = asked.filter((request) => / observability|^mutating/.test(request));
    assert.deepEqual(about.length, 4, about.join());
  });
});
