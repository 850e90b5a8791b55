import assert from 'node:assert/strict';
import type { ContainerStatus, Pod } from '../../../src/kubernetes/types.ts';
import { podRow } from '../../../src/status/pod-row.ts';

type Status = NonNullable<Pod['status']>;

const running = (name: string, more: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name,
  ready: true,
  started: true,
  restartCount: 0,
  state: { running: {} },
  ...more,
});

const waiting = (name: string, reason: string, restartCount = 0): ContainerStatus => ({
  name,
  ready: false,
  restartCount,
  state: { waiting: { reason } },
});

const terminated = (name: string, detail: object): ContainerStatus => ({
  name,
  ready: false,
  state: { terminated: detail },
});

interface Shape {
  readonly containers?: readonly string[];
  readonly init?: readonly string[];
  readonly sidecars?: readonly string[];
  readonly status?: Status;
  readonly deleted?: boolean;
}

/** `READY STATUS RESTARTS`, as kubectl prints them. */
function rowOf({ containers = ['a'], init = [], sidecars = [], status = {}, deleted = false }: Shape): string {
  const pod: Pod = {
    metadata: { name: 'p', ...(deleted ? { deletionTimestamp: '2026-11-23T12:00:00Z' } : {}) },
    spec: {
      containers: containers.map((name) => ({ name })),
      initContainers: [
        ...init.map((name) => ({ name })),
        ...sidecars.map((name) => ({ name, restartPolicy: 'Always' })),
      ],
    },
    status,
  };
  const row = podRow({ object: pod, component: 'query', because: 'test' });
  return `${row.readyContainers}/${row.containers} ${row.status} ${row.restarts}`;
}

const done = terminated('i', { exitCode: 0, reason: 'Completed' });
const initialized = [{ type: 'Initialized', status: 'True' }];

describe('podRow', () => {
  const cases: Readonly<Record<string, readonly [Shape, string]>> = {
    'a running Pod': [{ status: { phase: 'Running', containerStatuses: [running('a')] } }, '1/1 Running 0'],
    'one of two ready': [
      {
        containers: ['a', 'b'],
        status: {
          phase: 'Running',
          containerStatuses: [running('a'), running('b', { ready: false, restartCount: 3 })],
        },
      },
      '1/2 Running 3',
    ],
    'a Pod that nobody has looked at': [{ status: { phase: 'Pending' } }, '0/1 Pending 0'],
    'no status at all': [{}, '0/1 Unknown 0'],
    'an image that cannot be pulled': [
      { status: { phase: 'Pending', containerStatuses: [waiting('a', 'ImagePullBackOff')] } },
      '0/1 ImagePullBackOff 0',
    ],
    'a crash loop': [
      { status: { phase: 'Running', containerStatuses: [waiting('a', 'CrashLoopBackOff', 7)] } },
      '0/1 CrashLoopBackOff 7',
    ],
    'the first of two reasons': [
      {
        containers: ['a', 'b'],
        status: { containerStatuses: [waiting('a', 'ErrImagePull'), waiting('b', 'CrashLoopBackOff')] },
      },
      '0/2 ErrImagePull 0',
    ],
    'a finished Job': [
      { status: { phase: 'Succeeded', containerStatuses: [terminated('a', { reason: 'Completed', exitCode: 0 })] } },
      '0/1 Completed 0',
    ],
    'an end by signal': [
      { status: { phase: 'Failed', containerStatuses: [terminated('a', { signal: 9 })] } },
      '0/1 Signal:9 0',
    ],
    'an end by exit code': [
      { status: { phase: 'Failed', containerStatuses: [terminated('a', { exitCode: 3 })] } },
      '0/1 ExitCode:3 0',
    ],
    'one completed, one running and ready': [
      {
        containers: ['a', 'b'],
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [terminated('a', { reason: 'Completed', exitCode: 0 }), running('b')],
        },
      },
      '1/2 Running 0',
    ],
    'one completed, one running, the Pod not ready': [
      {
        containers: ['a', 'b'],
        status: { phase: 'Running', containerStatuses: [terminated('a', { reason: 'Completed' }), running('b')] },
      },
      '1/2 NotReady 0',
    ],
    'an eviction': [{ status: { phase: 'Failed', reason: 'Evicted' } }, '0/1 Evicted 0'],
    'a scheduling gate': [
      {
        status: {
          phase: 'Pending',
          conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
        },
      },
      '0/1 SchedulingGated 0',
    ],
    'a Pod on its way out': [
      { deleted: true, status: { phase: 'Running', containerStatuses: [running('a')] } },
      '1/1 Terminating 0',
    ],
    'a Pod on a lost node': [{ deleted: true, status: { phase: 'Running', reason: 'NodeLost' } }, '0/1 Unknown 0'],
    'a finished Pod on its way out': [
      { deleted: true, status: { phase: 'Succeeded', containerStatuses: [terminated('a', { reason: 'Completed' })] } },
      '0/1 Completed 0',
    ],
    'the second of two init containers': [
      {
        init: ['i', 'j'],
        status: {
          phase: 'Pending',
          initContainerStatuses: [done, running('j')],
          containerStatuses: [waiting('a', 'PodInitializing')],
        },
      },
      '0/1 Init:1/2 0',
    ],
    'an init container that fails': [
      {
        init: ['i'],
        status: { initContainerStatuses: [{ ...terminated('i', { exitCode: 1, reason: 'Error' }), restartCount: 2 }] },
      },
      '0/1 Init:Error 2',
    ],
    'an init container that cannot start': [
      { init: ['i'], status: { initContainerStatuses: [waiting('i', 'CrashLoopBackOff', 4)] } },
      '0/1 Init:CrashLoopBackOff 4',
    ],
    'an init container that has not begun': [
      { init: ['i'], status: { initContainerStatuses: [waiting('i', 'PodInitializing')] } },
      '0/1 Init:0/1 0',
    ],
    'init containers that are done count no restarts': [
      {
        init: ['i'],
        status: {
          phase: 'Running',
          conditions: initialized,
          initContainerStatuses: [{ ...done, restartCount: 5 }],
          containerStatuses: [running('a')],
        },
      },
      '1/1 Running 0',
    ],
    'a native sidecar counts as a container': [
      {
        sidecars: ['s'],
        status: {
          phase: 'Running',
          conditions: initialized,
          initContainerStatuses: [running('s', { restartCount: 1 })],
          containerStatuses: [running('a')],
        },
      },
      '2/2 Running 1',
    ],
    'a native sidecar that crashes later': [
      {
        sidecars: ['s'],
        status: {
          phase: 'Running',
          conditions: initialized,
          initContainerStatuses: [{ ...waiting('s', 'CrashLoopBackOff', 2), started: false }],
          containerStatuses: [running('a')],
        },
      },
      '1/2 Init:CrashLoopBackOff 2',
    ],
  };

  for (const [what, [shape, expected]] of Object.entries(cases)) {
    it(`shows ${what} as ${expected}`, () => {
      assert.equal(rowOf(shape), expected);
    });
  }

  it('knows when the last restart was', () => {
    const lastState = (finishedAt: string): ContainerStatus =>
      running('a', { restartCount: 1, lastState: { terminated: { finishedAt } } });
    const status = { containerStatuses: [lastState('2026-11-23T10:00:00Z'), lastState('2026-11-23T11:00:00Z')] };
    const row = podRow({ object: { metadata: { name: 'p' }, status }, component: 'query', because: 'test' });
    assert.equal(row.lastRestartAt, '2026-11-23T11:00:00Z');
  });
});
