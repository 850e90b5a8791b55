import assert from 'node:assert/strict';
import { isInjectable, judge, type Expectation, type Seen } from '../../../src/injection/index.ts';

const uid = 'uid-of-set';
const service = { namespace: 'tracing', name: 'prod-collector-headless', port: 14250 };
const agent = { name: 'jaeger-agent' };

interface Detail {
  readonly containers?: readonly object[];
  readonly status?: object;
  readonly pod?: readonly { readonly name: string; readonly ready: boolean }[];
  readonly endpoints?: number | undefined;
  readonly generation?: number;
}

const healthy = { observedGeneration: 2, updatedReplicas: 1, readyReplicas: 1, replicas: 1 };
const both = [
  { name: 'app', ready: true },
  { name: 'jaeger-agent', ready: true },
];

function seen({
  containers = [{ name: 'app' }, agent],
  status = healthy,
  pod = both,
  endpoints = 1,
  generation = 2,
}: Detail): Seen {
  const live: unknown = {
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', generation },
    spec: { replicas: 1, template: { spec: { containers } } },
    status,
  };
  assert.ok(isInjectable(live));
  const set = (name: string, revision: string): Seen['replicaSets'][number] => ({
    metadata: {
      name,
      uid: name === 'new' ? uid : 'old',
      annotations: { 'deployment.kubernetes.io/revision': revision },
    },
  });
  return {
    live: live as Seen['live'],
    replicaSets: [set('old', '9'), set('new', '10')],
    pods: [
      {
        metadata: { name: 'web-new', ownerReferences: [{ kind: 'ReplicaSet', name: 'new', uid }] },
        spec: { containers: pod.map(({ name }) => ({ name })) },
        status: { containerStatuses: pod },
      },
      // On its way out, and of no account.
      {
        metadata: { name: 'web-old', ownerReferences: [{ kind: 'ReplicaSet', name: 'old', uid: 'old' }] },
        spec: { containers: [{ name: 'app' }] },
      },
    ],
    endpoints,
  };
}

const traced: Expectation = { traced: true, via: 'sidecar', instance: { namespace: 'tracing', name: 'prod' }, service };
const plain: Expectation = { traced: false, via: 'sidecar', instance: undefined, service: undefined };

describe('the proof of an injection', () => {
  for (const [what, detail, expected, state, text] of [
    ['Pods with a ready agent', {}, traced, 'proved', /1 of 1 Pods Ready with jaeger-agent/],
    ['no container', { containers: [{ name: 'app' }] }, traced, 'waiting', /it has no container jaeger-agent/],
    ['a controller that has not looked', { generation: 3 }, traced, 'waiting', /has not looked at it yet/],
    ['Pods to come', { status: { ...healthy, updatedReplicas: 0 } }, traced, 'waiting', /0 of 1 Pods are new/],
    ['Pods to go', { status: { ...healthy, replicas: 2 } }, traced, 'waiting', /1 old Pods are still there/],
    ['Pods not ready', { status: { ...healthy, readyReplicas: 0 } }, traced, 'waiting', /0 of 1 Pods are Ready/],
    [
      'a stuck rollout',
      { status: { ...healthy, conditions: [{ reason: 'ProgressDeadlineExceeded', message: 'too long' }] } },
      traced,
      'failed',
      /stuck: too long/,
    ],
    [
      'a Pod without it',
      { pod: [{ name: 'app', ready: true }] },
      traced,
      'waiting',
      /Pod web-new has no container jaeger-agent/,
    ],
    ['an agent not ready', { pod: [{ name: 'jaeger-agent', ready: false }] }, traced, 'waiting', /which is not ready/],
    [
      'nothing behind the address',
      { endpoints: 0 },
      traced,
      'waiting',
      /nothing is ready behind prod-collector-headless\.tracing:14250/,
    ],
    ['an address that may not be seen', { endpoints: undefined }, traced, 'proved', /./],
    [
      'Pods without it, as wanted',
      { containers: [{ name: 'app' }], pod: [{ name: 'app', ready: true }] },
      plain,
      'proved',
      /without anything of it/,
    ],
    ['a Pod that still has it', { containers: [{ name: 'app' }] }, plain, 'waiting', /still has jaeger-agent/],
  ] as const)
    it(`of ${what}`, () => {
      const verdict = judge(seen(detail), expected);
      assert.equal(verdict.state, state, JSON.stringify(verdict));
      assert.match('why' in verdict ? verdict.why : verdict.evidence, text);
    });
});

describe('the proof of an injection into an Argo Rollout', () => {
  const through = {
    observedGeneration: '2',
    phase: 'Healthy',
    currentPodHash: 'new',
    stableRS: 'new',
    updatedReplicas: 1,
    availableReplicas: 1,
    HPAReplicas: 1,
    replicas: 2,
  };
  const ofHash = (hash: string): Seen['pods'][number] => ({
    metadata: { name: `web-${hash}`, labels: { 'rollouts-pod-template-hash': hash } },
    spec: { containers: both.map(({ name }) => ({ name })) },
    status: { containerStatuses: hash === 'new' ? both : [] },
  });

  for (const [what, status, state, text] of [
    ['what is promoted, while old Pods stay for a while', through, 'proved', /1 of 1 Pods Ready with jaeger-agent/],
    ['nobody who looks', {}, 'waiting', /has not looked at it yet/],
    ['a generation of before', { ...through, observedGeneration: '1' }, 'waiting', /has not looked at it yet/],
    ['a hash for a generation', { ...through, observedGeneration: '6f7d' }, 'proved', /./],
    [
      'steps to come',
      { ...through, phase: 'Progressing', message: 'more replicas need to be updated' },
      'waiting',
      /goes on: more replicas/,
    ],
    [
      'a pause',
      { ...through, phase: 'Paused', message: 'CanaryPauseStep' },
      'waiting',
      /CanaryPauseStep; to go on: kubectl argo rollouts promote web/,
    ],
    [
      'a failure',
      { ...through, phase: 'Degraded', message: 'RolloutAborted: x' },
      'failed',
      /is Degraded: RolloutAborted: x/,
    ],
    [
      'no phase, and Pods to come',
      { ...through, phase: undefined, updatedReplicas: 0 },
      'waiting',
      /0 of 1 Pods are new/,
    ],
    [
      'no phase, and Pods not available',
      { ...through, phase: undefined, availableReplicas: 0 },
      'waiting',
      /0 of 1 Pods are available/,
    ],
    [
      'no phase, and nothing promoted',
      { ...through, phase: undefined, stableRS: 'old' },
      'waiting',
      /not promoted yet/,
    ],
    [
      'only old Pods',
      { ...through, currentPodHash: 'newer', stableRS: 'newer' },
      'waiting',
      /0 of 1 new Pods are seen/,
    ],
  ] as const)
    it(`of ${what}`, () => {
      const { live, ...others } = seen({ status });
      const rollout = { ...live, kind: 'Rollout' };
      const verdict = judge(
        { ...others, live: rollout, replicaSets: [], pods: [ofHash('new'), ofHash('old')] },
        traced,
      );
      assert.equal(verdict.state, state, JSON.stringify(verdict));
      assert.match('why' in verdict ? verdict.why : verdict.evidence, text);
    });
});
