import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import type { InstanceStatus, StatusReport } from '../../../src/status/report.ts';
import { renderStatus } from '../../../src/status/index.ts';
import { assertGolden } from '../../support/golden.ts';
import { assertSchema } from '../../support/schemas.ts';
import { PLAIN } from '../../support/views.ts';

const seen = { createdAt: '2026-11-23T11:00:00Z', because: 'test' };

/** An instance with which most is wrong, and whose span store is in another namespace. */
const TROUBLE: InstanceStatus = {
  namespace: 'tracing',
  name: 'prod',
  flavour: 'helm',
  strategy: 'production',
  storage: { type: 'elasticsearch', address: 'http://es.data.svc:9200', because: 'test' },
  version: '1.53.0',
  endOfLife: true,
  phase: undefined,
  health: 'NotReady',
  createdAt: seen.createdAt,
  evidence: [{ object: 'deployments/prod-collector', because: 'test' }],
  components: [
    {
      component: 'collector',
      workload: 'deployments/prod-collector',
      generation: 'v1',
      version: '1.53.0',
      image: 'jaegertracing/jaeger-collector:1.53.0',
      readyReplicas: 0,
      replicas: 1,
    },
  ],
  pods: [
    {
      ...seen,
      namespace: 'data',
      name: 'es-0',
      component: 'storage',
      readyContainers: 1,
      containers: 1,
      status: 'Running',
      restarts: 0,
      lastRestartAt: undefined,
      ip: '10.0.0.1',
      node: 'n1',
    },
    {
      ...seen,
      namespace: 'tracing',
      name: 'prod-collector-x',
      component: 'collector',
      readyContainers: 0,
      containers: 1,
      status: 'CrashLoopBackOff',
      restarts: 7,
      lastRestartAt: '2026-11-23T11:59:00Z',
      ip: undefined,
      node: 'n2',
    },
  ],
  services: [
    {
      ...seen,
      namespace: 'tracing',
      name: 'prod-collector',
      component: 'collector',
      type: 'ClusterIP',
      clusterIP: '10.1.0.1',
      externalIP: '<none>',
      ports: ['4317/TCP'],
      selector: { app: 'c' },
      readyEndpoints: 0,
    },
    {
      ...seen,
      namespace: 'data',
      name: 'es',
      component: 'storage',
      type: 'ExternalName',
      clusterIP: '<none>',
      externalIP: 'es.example.com',
      ports: [],
      selector: {},
      readyEndpoints: undefined,
    },
  ],
  claims: [
    {
      ...seen,
      namespace: 'data',
      name: 'data-es-0',
      component: 'storage',
      status: 'Bound',
      volume: 'pv-1',
      capacity: '50Gi',
      accessModes: ['RWO'],
      storageClass: 'gp2',
      volumeMode: 'Filesystem',
    },
  ],
  jobs: [
    {
      ...seen,
      kind: 'CronJob',
      namespace: 'tracing',
      name: 'prod-cleaner',
      component: 'cleaner',
      schedule: '55 23 * * *',
      timeZone: 'Etc/UTC',
      suspended: true,
      active: 0,
      lastRunAt: '2026-11-22T23:55:00Z',
      lastSuccessAt: undefined,
      state: 'Failed',
    },
  ],
  access: [
    {
      because: 'test',
      kind: 'HTTPRoute',
      namespace: 'tracing',
      name: 'ui',
      host: 'j.example.com',
      path: '/',
      service: 'prod-query',
      port: '80',
      termination: undefined,
    },
  ],
  findings: [],
};

const REPORT: StatusReport = {
  apiVersion: 'jaeger.kubectl/v1alpha1',
  kind: 'StatusReport',
  instances: [TROUBLE],
  errors: [],
};

const nothing = { pods: [], services: [], claims: [], jobs: [], access: [] };

describe('the report as text', () => {
  it('says what is wrong, and what is in another namespace', async () => {
    await assertGolden('status/trouble.txt', renderStatus(REPORT, PLAIN));
    await assertGolden('status/trouble-wide.txt', renderStatus(REPORT, { ...PLAIN, wide: true }));
    await assertSchema(JSON.parse(JSON.stringify(REPORT)));
  });

  it('says the same in colour, with red for what does not work', () => {
    const text = renderStatus(REPORT, { ...PLAIN, colour: true });
    assert.equal(stripVTControlCharacters(text), renderStatus(REPORT, PLAIN));
    const red = [...text.matchAll(/\u001b\[31m(.*?)\u001b/g)].map(([, what]) => what); // oxlint-disable-line no-control-regex -- colours
    assert.deepEqual(red, ['NotReady', 'CrashLoopBackOff', '<none>', 'Failed']);
  });

  for (const [health, colour] of [
    ['Ready', 32],
    ['Degraded', 33],
    ['NotReady', 31],
    ['ScaledDown', 33],
    ['Absent', 31],
    ['Unknown', 33],
  ] as const)
    it(`has a colour for ${health}`, () => {
      const text = renderStatus({ ...REPORT, instances: [{ ...TROUBLE, health }] }, { ...PLAIN, colour: true });
      assert.ok(text.startsWith(`tracing/prod  (helm)  \u001b[${colour}m${health}\u001b[39m\n`));
    });

  it('quotes the phase of the v1 operator and of no other', () => {
    const lineOf = (more: Partial<InstanceStatus>): string =>
      renderStatus({ ...REPORT, instances: [{ ...TROUBLE, ...more }] }, PLAIN).split('\n')[1] ?? '';
    assert.match(lineOf({ flavour: 'jaeger-operator', phase: 'Running' }), /, operator says Running, /);
    assert.match(lineOf({ flavour: 'jaeger-operator', phase: undefined }), /, operator says nothing yet, /);
    assert.doesNotMatch(lineOf({ flavour: 'otel-operator', phase: 'Running' }), /operator says/);
  });

  it('tells nothing from unknown, section by section', () => {
    const unread = (...resources: readonly string[]): string => {
      const errors = resources.map((resource) => ({ resource, message: 'no', hints: [] }));
      const text = renderStatus({ ...REPORT, instances: [{ ...TROUBLE, ...nothing }], errors }, PLAIN);
      return [...text.matchAll(/^ {2}([A-Z]+)\n {2}(none|unknown, see Errors)$/gm)]
        .flatMap(([, title, what]) => (what === 'none' ? [] : title))
        .join(' ');
    };
    assert.equal(unread(), '');
    assert.equal(unread('pods'), 'PODS PVCS');
    assert.equal(unread('cronjobs'), 'JOBS');
    assert.equal(unread('routes'), 'ACCESS');
    assert.equal(unread('services', 'persistentvolumeclaims'), 'SERVICES PVCS ACCESS');
  });
});
