import assert from 'node:assert/strict';
import type { Cluster } from '../ground/cluster.ts';
import type { Outcome } from '../ground/run.ts';
import { withKubeconfig } from '../ground/narrow.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { kubeconfigFor } from '../support/program.ts';
import { cells, section, without, withoutAge } from '../support/table.ts';

interface Report {
  instances: Instance[];
  errors: { resource: string }[];
}

interface Instance {
  namespace: string;
  name: string;
  strategy: string;
  storage: { type: string };
  version: string;
  phase: string;
  pods: { name: string; component: string }[];
  services: { name: string; ports: string[] }[];
  claims: { name: string; capacity: string; accessModes: string[]; storageClass: string; volume: string }[];
}

interface EndpointSlices {
  items: {
    metadata: { labels: Record<string, string> };
    endpoints: { conditions: { ready?: boolean } }[];
  }[];
}

/** Service → endpoints that are ready, as the endpoint slice controller counts them. */
const readyEndpoints = ({ items }: EndpointSlices): ReadonlyMap<string, number> =>
  new Map(
    items.map(({ metadata, endpoints }) => [
      metadata.labels['kubernetes.io/service-name'] ?? '',
      endpoints.filter(({ conditions }) => conditions.ready !== false).length,
    ]),
  );

const PRODUCTION = 'jaeger-production';
const ALL_IN_ONE = 'jaeger-all-in-one-inmemory';

describe('kubectl jaeger status', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  const status = (...args: string[]): Promise<Outcome> => cluster.outcome(['kubectl', 'jaeger', 'status', ...args]);

  async function succeeds(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await status(...args);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    return stdout;
  }

  const report = async (...args: string[]): Promise<Report> =>
    JSON.parse(await succeeds(...args, '-o', 'json')) as Report;

  /** What kubectl lists in a namespace, without the objects that are no part of Jaeger. */
  async function listed(kind: string, namespace: string, ...columns: string[]): Promise<string[][]> {
    const format = columns.length > 0 ? ['-o', `custom-columns=${columns.join(',')}`] : [];
    const rows = cells(await cluster.kubectl('get', kind, '-n', namespace, ...format));
    return rows.filter(([name = '']) => name !== 'kubernetes' && !name.startsWith('hotrod-'));
  }

  for (const [namespace, name] of [
    ['default', ALL_IN_ONE],
    [PRODUCTION, PRODUCTION],
  ] as const) {
    describe(`of ${name}`, () => {
      it('shows the Pods that kubectl lists, cell by cell', async () => {
        const text = await succeeds('-n', namespace);
        assert.deepEqual(withoutAge(section(text, 'PODS')), withoutAge(await listed('pods', namespace)));
      });

      it('shows the Services that kubectl lists, cell by cell', async () => {
        const text = await succeeds(name, '-n', namespace);
        const shown = without('ENDPOINTS', section(text, 'SERVICES'));
        assert.deepEqual(withoutAge(shown), withoutAge(await listed('services', namespace)));
      });

      it('shows beside each Service as many endpoints as its EndpointSlices say are ready', async () => {
        const [header = [], ...rows] = section(await succeeds(name, '-n', namespace), 'SERVICES');
        const at = header.indexOf('ENDPOINTS');
        const slices = await cluster.kubectl('get', 'endpointslices', '-n', namespace, '-o', 'json');
        const ready = readyEndpoints(JSON.parse(slices) as EndpointSlices);
        assert.ok(rows.length > 0);
        assert.deepEqual(
          rows.map((row) => [row[0], row[at]]),
          rows.map(([service = '']) => [service, String(ready.get(service))]),
        );
      });

      it('gives the same in JSON, nothing missing and nothing extra', async () => {
        const { instances, errors } = await report('-n', namespace);
        assert.deepEqual(errors, []);
        assert.deepEqual(
          instances.map((instance) => [instance.namespace, instance.name]),
          [[namespace, name]],
        );
        for (const [kind, key] of [
          ['pods', 'pods'],
          ['services', 'services'],
          ['pvc', 'claims'],
        ] as const) {
          const names = instances[0]?.[key].map((row) => row.name);
          const expected = (await listed(kind, namespace, 'NAME:.metadata.name')).slice(1).flat();
          assert.deepEqual(names, expected, kind);
        }
      });
    });
  }

  it('shows the claim of the span store as kubectl lists it, found through the Service that the instance names', async () => {
    const text = await succeeds('-n', PRODUCTION);
    const [header, ...rows] = section(text, 'PVCS');
    const [, ...expected] = await listed(
      'pvc',
      PRODUCTION,
      'NAME:.metadata.name,STATUS:.status.phase,VOLUME:.spec.volumeName',
    );
    assert.deepEqual(header, ['NAME', 'STATUS', 'VOLUME', 'CAPACITY', 'ACCESS MODES', 'STORAGECLASS', 'AGE']);
    assert.deepEqual(
      rows.map((row) => row.slice(0, 6)),
      expected.map((row) => [...row, '50Gi', 'RWO', 'gp2']),
    );
  });

  it('says of an all-in-one instance that it has no claim', async () => {
    assert.deepEqual(section(await succeeds('-n', 'default'), 'PVCS'), [['none']]);
  });

  it('shows all installations with -A, by namespace, those of the operator as it describes them', async () => {
    const { instances } = await report('-A');
    assert.deepEqual(
      instances
        .slice(0, 2)
        .map(({ namespace, name, strategy, storage, version, phase }) => [
          namespace,
          name,
          strategy,
          storage.type,
          version,
          phase,
        ]),
      [
        ['default', ALL_IN_ONE, 'allinone', 'memory', '1.65.0', 'Running'],
        [PRODUCTION, PRODUCTION, 'production', 'elasticsearch', '1.65.0', 'Running'],
      ],
    );
    const inNamespace = await report('-n', PRODUCTION);
    assert.deepEqual(instances[1], inNamespace.instances[0]);
  });

  it('finds the Pod of a Job that a CronJob made, which has no label of the operator', async () => {
    const job = ['job', 'rollover-by-hand', '-n', PRODUCTION];
    await cluster.kubectl('create', ...job, '--from=cronjob/jaeger-production-es-rollover');
    try {
      await cluster.kubectl(
        'wait',
        '--for=condition=Complete',
        ...job.map((word) => (word === 'job' ? 'jobs' : word)),
        '--timeout=60s',
      );
      const { instances } = await report('-n', PRODUCTION);
      const ofJob = instances[0]?.pods.filter((pod) => pod.name.startsWith('rollover-by-hand'));
      assert.deepEqual(
        ofJob?.map(({ component }) => component),
        ['rollover'],
      );
    } finally {
      await cluster.kubectl('delete', ...job, '--wait');
    }
  });

  it('ends with 3 where there is no Jaeger, and says where to look', async () => {
    const { code, stdout, stderr } = await status('-n', 'kube-system');
    assert.equal(code, 3);
    assert.equal(stdout, '');
    assert.equal(
      stderr,
      'error: no Jaeger instance found in namespace "kube-system"\nhint: look in all namespaces with -A\n',
    );
  });

  it('ends with 3 for an instance of another name', async () => {
    const { code, stderr } = await status('nonesuch', '-A');
    assert.equal(code, 3);
    assert.equal(stderr, 'error: no Jaeger instance "nonesuch" found in any namespace\n');
  });

  it('says of a refused connection what kubectl says', async () => {
    const kubeconfig = kubeconfigFor('https://127.0.0.1:1');
    const ours = await withKubeconfig(cluster, kubeconfig, ['kubectl', 'jaeger', 'status']);
    const kubectls = await withKubeconfig(cluster, kubeconfig, ['kubectl', 'get', '--raw', '/']);
    assert.equal(ours.stderr, kubectls.stderr);
    assert.deepEqual([ours.code, ours.stdout], [1, '']);
  });
});
