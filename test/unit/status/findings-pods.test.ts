import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import type { ContainerState, Event, Pod } from '../../../src/kubernetes/types.ts';
import { findingsIn, found, idsOf, recordedSet, statusOf, withChanged, type Objects } from '../../support/findings.ts';

const NAMESPACE = 'default';
const INSTANCE = 'jaeger-all-in-one-inmemory';

/** The recorded all-in-one, with nothing ready, and what its Pod says instead. */
async function with1Pod(
  status: Pod['status'],
  more: Partial<Objects> = {},
): Promise<{ objects: Objects; pod: string }> {
  const objects = await recordedSet('all-in-one');
  const ours = ({ metadata }: Pod): boolean => metadata.namespace === NAMESPACE;
  const pod = objects.pods?.find(ours)?.metadata.name ?? '';
  const changed = withChanged(objects, 'pods', (each) => (ours(each) ? { status } : undefined));
  const unready = withChanged(changed, 'deployments', ({ metadata, status: was }) =>
    metadata.namespace === NAMESPACE ? { status: { ...was, readyReplicas: 0 } } : undefined,
  );
  return { pod, objects: { ...unready, ...more } };
}

const running = (state: ContainerState, more: object = {}): Pod['status'] => ({
  phase: 'Running',
  containerStatuses: [{ name: 'jaeger', ready: false, restartCount: 4, state, ...more }],
});

const event = (name: string, kind: string, more: Partial<Event>): Event => ({
  metadata: { name: `${name}.1`, namespace: NAMESPACE },
  type: 'Warning',
  involvedObject: { kind, name },
  ...more,
});

const inDefault = { namespace: NAMESPACE };

describe('findings about Pods', () => {
  it('name the image that cannot be pulled, and why', async () => {
    const message = 'Back-off pulling image "docker.io/jaegertracing/all-in-one:1.650.0": ErrImagePull: not found';
    const { objects, pod } = await with1Pod(running({ waiting: { reason: 'ImagePullBackOff', message } }));
    const findings = await findingsIn(objects, inDefault);
    const { object, evidence } = found(findings, 'JG006');
    assert.equal(object, `pods/${pod}`);
    assert.match(evidence, /^container jaeger, image jaegertracing\/all-in-one:1\.65\.0: ErrImagePull: not found$/);
    assert.ok(!idsOf(findings).includes('JG001'), 'what the Pod says is not said again');
    assert.deepEqual(idsOf(findings), ['JG006', 'JG012', 'JG021', 'JG070']);
  });

  it('say why no node takes it', async () => {
    const message = '0/3 nodes are available: 3 Insufficient memory.';
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }];
    const { objects } = await with1Pod({ phase: 'Pending', conditions });
    assert.equal(found(await findingsIn(objects, inDefault), 'JG005').evidence, message);
  });

  it('say why a container cannot be started', async () => {
    const waiting = { reason: 'CreateContainerConfigError', message: 'secret "es" not found' };
    const { objects } = await with1Pod(running({ waiting }));
    const { evidence } = found(await findingsIn(objects, inDefault), 'JG007');
    assert.equal(evidence, 'container jaeger: CreateContainerConfigError: secret "es" not found');
  });

  const looping = (): Promise<{ objects: Objects; pod: string }> =>
    with1Pod(
      running(
        { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
        { lastState: { terminated: { reason: 'Error', exitCode: 1 } } },
      ),
    );

  it('quote the last lines of what ends again and again, without usage and without credentials', async () => {
    const { objects, pod } = await looping();
    const log =
      'Usage:\n  jaeger-collector [flags]\n      --es.username string   The username\n\n' +
      'Use "jaeger-collector [command] --help" for more information about a command.\n\n' +
      'cannot reach http://elastic:secret@es:9200/ \nunknown flag: --collector.http-port\n';
    const { instances, asked } = await statusOf(objects, { ...inDefault, logs: { [pod]: log } });
    const { evidence, next } = found(instances[0]?.findings ?? [], 'JG008');
    assert.deepEqual(evidence.split('\n'), [
      'container jaeger ended with exit code 1 (Error), 4 restarts; its last lines:',
      '  jaeger-collector [flags]',
      'cannot reach http://es:9200/',
      'unknown flag: --collector.http-port',
    ]);
    assert.match(next, new RegExp(`^kubectl logs ${pod} -c jaeger -n default --previous$`));
    assert.equal(asked.filter((request) => request.startsWith('logs')).length, 1);
  });

  it('leave out what a program says of its good beginning', async () => {
    const { objects, pod } = await looping();
    const line = (level: string, msg: string): string => JSON.stringify({ level, ts: 1, msg });
    const log = `${line('info', 'Admin server started')}\n${line('fatal', 'no Elasticsearch node available')}\n`;
    const { evidence } = found(await findingsIn(objects, { ...inDefault, logs: { [pod]: log } }), 'JG008');
    assert.deepEqual(evidence.split('\n').slice(1), [line('fatal', 'no Elasticsearch node available')]);
    const healthy = { [pod]: line('info', 'Admin server started') };
    assert.match(found(await findingsIn(objects, { ...inDefault, logs: healthy }), 'JG008').evidence, /started/);
  });

  it('tell of replicas with the same trouble once', async () => {
    const { objects } = await looping();
    const ours = objects.pods?.find(({ metadata }) => metadata.namespace === NAMESPACE);
    assert.ok(ours);
    const twin = { ...ours, metadata: { ...ours.metadata, name: `${ours.metadata.name}-2`, uid: 'twin' } };
    const { instances, asked } = await statusOf({ ...objects, pods: [...(objects.pods ?? []), twin] }, inDefault);
    const crashes = (instances[0]?.findings ?? []).filter(({ id }) => id === 'JG008');
    assert.equal(crashes.length, 1);
    assert.match(crashes[0]?.why ?? '', /the same with one other Pod$/);
    assert.equal(asked.filter((request) => request.startsWith('logs')).length, 1);
  });

  it('say what could not be seen, and list it', async () => {
    const { objects, pod } = await looping();
    const forbidden = new JaegerError('FORBIDDEN', 'pods/log is forbidden');
    const { instances, errors } = await statusOf(objects, { ...inDefault, refusedLogs: forbidden });
    assert.match(found(instances[0]?.findings ?? [], 'JG008').evidence, /; its log could not be read$/);
    assert.deepEqual(
      errors.map(({ resource, message }) => [resource, message]),
      [['pods/log', 'pods/log is forbidden']],
    );
    assert.ok(pod);
  });

  it('say that memory was short, of a Pod that is ready again too', async () => {
    const lastState = { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: '2026-11-30T10:00:00Z' } };
    const objects = withChanged(await recordedSet('all-in-one'), 'pods', ({ metadata, status }) =>
      metadata.namespace === NAMESPACE
        ? { status: { ...status, containerStatuses: [{ name: 'jaeger', ready: true, restartCount: 1, lastState }] } }
        : undefined,
    );
    const { instances } = await statusOf(objects, inDefault);
    const findings = instances[0]?.findings ?? [];
    assert.deepEqual(idsOf(findings), ['JG009', 'JG070']);
    assert.equal(found(findings, 'JG009').evidence, 'container jaeger: OOMKilled at 2026-11-30T10:00:00Z');
  });

  it('give the last warning of a Pod that only does not get ready', async () => {
    const { objects, pod } = await with1Pod(running({ running: {} }));
    const events = [
      event(pod, 'Pod', { reason: 'Old', lastTimestamp: '2026-11-30T00:00:00Z' }),
      event(pod, 'Pod', {
        reason: 'Unhealthy',
        message: 'Readiness probe failed: 503',
        lastTimestamp: '2026-11-30T01:00:00Z',
      }),
    ];
    const { instances, asked } = await statusOf({ ...objects, events }, inDefault);
    const { object, evidence } = found(instances[0]?.findings ?? [], 'JG001');
    assert.equal(object, `deployments/${INSTANCE}`);
    assert.equal(evidence, `0 of 1 ready; pods/${pod}: Unhealthy: Readiness probe failed: 503`);
    assert.equal(asked.filter((request) => request.startsWith('events')).length, 1);
  });

  it('tell a claim that waits, with what its events say', async () => {
    const claim = {
      metadata: { name: 'traces', namespace: NAMESPACE, creationTimestamp: '2026-11-30T00:00:00Z' },
      spec: { storageClassName: 'fast-ssd' },
      status: { phase: 'Pending' },
    };
    const conditions = [{ type: 'PodScheduled', status: 'False', message: 'unbound immediate PersistentVolumeClaims' }];
    const { objects } = await with1Pod({ phase: 'Pending', conditions });
    const mounted = withChanged(objects, 'pods', ({ spec }) => ({
      spec: { ...spec, volumes: [{ name: 'traces', persistentVolumeClaim: { claimName: 'traces' } }] },
    }));
    const message = 'storageclass.storage.k8s.io "fast-ssd" not found';
    const events = [event('traces', 'PersistentVolumeClaim', { reason: 'ProvisioningFailed', message })];
    const findings = await findingsIn({ ...mounted, persistentvolumeclaims: [claim], events }, inDefault);
    assert.equal(found(findings, 'JG010').evidence, `Pending; storage class fast-ssd; ProvisioningFailed: ${message}`);
    assert.deepEqual(idsOf(findings).slice(0, 2), ['JG010', 'JG005'], 'the cause first');
  });
});

describe('findings about workloads', () => {
  const deployments = async (change: object): Promise<Objects> => {
    const objects = withChanged(await recordedSet('all-in-one'), 'deployments', ({ metadata }) =>
      metadata.namespace === NAMESPACE ? change : undefined,
    );
    return { ...objects, pods: (objects.pods ?? []).filter(({ metadata }) => metadata.namespace !== NAMESPACE) };
  };

  it('say who refuses its Pods', async () => {
    const message = 'pods "jaeger-55d566dfbd-pbvxd" is forbidden: failed quota: memory';
    const conditions = [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }];
    const findings = await findingsIn(await deployments({ status: { conditions } }), inDefault);
    assert.equal(found(findings, 'JG004').evidence, message);
    assert.match(found(findings, 'JG012').evidence, /there is no Pod$/);
  });

  it('say that somebody wants none', async () => {
    const [deployment] = (await recordedSet('all-in-one')).deployments ?? [];
    const findings = await findingsIn(
      await deployments({ spec: { ...deployment?.spec, replicas: 0 }, status: {} }),
      inDefault,
    );
    assert.deepEqual(idsOf(findings), ['JG003', 'JG070']);
  });

  it('say that nothing is there of what the operator says is running', async () => {
    const objects = await recordedSet('all-in-one');
    const findings = await findingsIn({ ...objects, deployments: [], pods: [] }, inDefault);
    assert.equal(found(findings, 'JG001').evidence, 'no Deployment of it is there');
    assert.match(found(findings, 'JG021').evidence, /^phase Running;/);
  });

  it('tell one component from another', async () => {
    const COLLECTOR = 'jaeger-production-collector';
    const objects = await recordedSet('hotrod');
    const pod = objects.pods?.find(({ metadata }) => metadata.name.startsWith(COLLECTOR));
    const unready = withChanged(objects, 'pods', (each) =>
      each === pod ? { status: running({ running: {} }) } : undefined,
    );
    const ready = (readyReplicas: number, replicas: number): Objects =>
      withChanged(unready, 'deployments', ({ metadata, spec }) =>
        metadata.name === COLLECTOR ? { spec: { ...spec, replicas }, status: { readyReplicas } } : undefined,
      );
    const inProduction = { namespace: 'jaeger-production' };
    const none = await findingsIn(ready(0, 1), inProduction);
    assert.deepEqual(idsOf(none), ['JG001', 'JG012', 'JG070'], 'something else is ready: no JG021');
    assert.match(found(none, 'JG001').why, /^nothing does the work of collector/);
    assert.match(
      found(none, 'JG012').evidence,
      new RegExp(`^behind ${COLLECTOR} and ${COLLECTOR}-headless no Pod is ready$`),
    );
    const twin = { ...pod, metadata: { ...pod?.metadata, name: `${COLLECTOR}-twin` } } as Pod;
    const ofTwo = { ...ready(1, 2), pods: [...(ready(1, 2).pods ?? []), { ...twin, status: pod?.status }] } as Objects;
    const some = await findingsIn(ofTwo, inProduction);
    assert.deepEqual(idsOf(some), ['JG002', 'JG070']);
    assert.match(found(some, 'JG002').evidence, /^1 of 2 ready; pods\//);
  });

  it('give the signal of an end', async () => {
    const { objects } = await with1Pod(running({ terminated: { reason: 'Error', exitCode: 139, signal: 11 } }));
    assert.match(found(await findingsIn(objects, inDefault), 'JG008').evidence, /ended with signal 11 \(Error\)/);
  });
});
