import assert from 'node:assert/strict';
import { manifestOf, type Cluster } from '../ground/cluster.ts';
import { goPart } from '../ground/go-part.ts';
import { binaryImage } from '../ground/image.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { without } from '../ground/roles.ts';
import type { Outcome } from '../ground/run.ts';
import { askStore } from '../support/ask-store.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { declaredRights, tableOf } from '../support/rights-reference.ts';
import { assertSchema } from '../support/schemas.ts';

const NAMESPACE = 'jaeger-production';
const CLEANER = 'jaeger-production-es-index-cleaner';

/** Found as `nc` on the PATH of its Pod. */
const netcatImage = binaryImage('ground.local/netcat:1', goPart('nc', { module: 'nc', binaries: { nc: '.' } }), 'nc', [
  'PATH=/',
]);

interface Report {
  readonly store?: { readonly type: string; readonly keeps?: readonly string[]; readonly since?: string };
  readonly jobs: readonly { readonly name: string; readonly nextRunAt?: string; readonly lastSuccessAt?: string }[];
  readonly indices: readonly {
    readonly index: string;
    readonly bytes: number;
    readonly aliases: readonly { readonly name: string }[];
    readonly fate: { readonly state: string; readonly at?: string; readonly text: string };
  }[];
  readonly findings: readonly { readonly id: string }[];
}

interface Listed {
  readonly index: string;
}

describe('kubectl jaeger retention', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
  });

  const retention = (...args: string[]): Promise<Outcome> =>
    cluster.outcome(['kubectl', 'jaeger', 'retention', ...args]);

  const report = async (...args: string[]): Promise<Report> => {
    const { stdout, stderr, code } = await retention('-o', 'json', '--fail-on', 'never', ...args);
    assert.equal(code, 0, stderr);
    const parsed = JSON.parse(stdout) as Report;
    await assertSchema(parsed, 'RetentionReport');
    return parsed;
  };

  const indicesThere = async (): Promise<readonly string[]> =>
    (JSON.parse(await askStore(cluster, 'GET', '_cat/indices/*jaeger-*?format=json&h=index')) as Listed[])
      .map(({ index }) => index)
      .toSorted();

  it('shows what the store holds', async () => {
    const { indices, jobs } = await report('-n', NAMESPACE);
    assert.deepEqual(indices.map(({ index }) => index).toSorted(), await indicesThere());
    assert.deepEqual(jobs.map(({ name }) => name).toSorted(), [
      CLEANER,
      'jaeger-production-es-lookback',
      'jaeger-production-es-rollover',
    ]);
    const { stdout } = await retention('-n', NAMESPACE);
    for (const title of ['INDICES', 'JOBS', 'FORECAST']) assert.match(stdout, new RegExp(`^  ${title}$`, 'm'));
    const { stdout: names } = await retention('-n', NAMESPACE, '-o', 'name', '--type', 'dependencies');
    assert.match(names, /^(index\/jaeger-dependencies-\d{6}\n)+$/);
  });

  it('foretells what the cleaner of the instance deletes', async () => {
    const job = ['-n', NAMESPACE, 'cronjob', CLEANER];
    const path = '{.spec.jobTemplate.spec.template.spec.containers[0].args}';
    const args = JSON.parse(await cluster.kubectl('get', ...job, '-o', `jsonpath=${path}`)) as string[];
    const setArguments = (words: readonly string[]): Promise<string> => {
      const op = { op: 'replace', path: '/spec/jobTemplate/spec/template/spec/containers/0/args', value: words };
      return cluster.kubectl('patch', ...job, '--type', 'json', '-p', JSON.stringify([op]));
    };
    await askStore(cluster, 'POST', 'jaeger-dependencies-write/_rollover', '{}');
    try {
      await setArguments(['0', ...args.slice(1)]);
      const { indices: foretold } = await report('-n', NAMESPACE);
      const doomed = foretold.filter(({ fate }) => fate.state === 'deleted').map(({ index }) => index);
      assert.ok(
        doomed.some((index) => index.startsWith('jaeger-dependencies-')),
        JSON.stringify(foretold),
      );
      const before = await indicesThere();
      await cluster.kubectl('-n', NAMESPACE, 'create', 'job', 'clean-now', `--from=cronjob/${CLEANER}`);
      await cluster.kubectl('-n', NAMESPACE, 'wait', '--for=condition=complete', 'job/clean-now', '--timeout=60s');
      assert.deepEqual(
        await indicesThere(),
        before.filter((index) => !doomed.includes(index)),
      );
      const { jobs } = await report('-n', NAMESPACE);
      assert.ok(jobs.find(({ name }) => name === CLEANER)?.lastSuccessAt);
    } finally {
      await setArguments(args);
      await cluster.kubectl('-n', NAMESPACE, 'delete', 'job', 'clean-now', '--ignore-not-found');
    }
  });

  it('finds writes that are refused, and the flood stage that did it', async () => {
    const block = (value: string): Promise<string> =>
      askStore(cluster, 'PUT', 'jaeger-dependencies-*/_settings', `{"index.blocks.write":${value}}`);
    await block('true');
    try {
      const { findings } = await report('-n', NAMESPACE);
      assert.ok(
        findings.some(({ id }) => id === 'JG100'),
        JSON.stringify(findings),
      );
      assert.equal((await retention('-n', NAMESPACE)).code, 1);
    } finally {
      await block('null');
    }
  });

  it('asks by a Pod that reaches what this machine does not', async () => {
    const metadata = { name: 'netcat', namespace: 'default' };
    await cluster.load(netcatImage);
    const containers = [{ name: 'nc', image: netcatImage.reference }];
    await cluster.apply(manifestOf([{ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } }]));
    try {
      await cluster.kubectl('-n', 'default', 'wait', '--for=condition=Ready', 'pod/netcat', '--timeout=60s');
      const through = ['-n', NAMESPACE, '--es-pod', 'default/netcat'];
      const { indices } = await report(...through);
      assert.deepEqual(indices.map(({ index }) => index).toSorted(), await indicesThere());
      assert.match((await retention(...through)).stdout, /asked by nc in pods\/netcat in default/);
      const nowhere = await retention(...through, '--es-url', 'http://nowhere.example:9200');
      assert.equal(nowhere.code, 1);
      assert.match(nowhere.stderr, /nc in pods\/netcat: nc: dial tcp: lookup nowhere\.example/);
    } finally {
      await cluster.kubectl('-n', 'default', 'delete', 'pod', 'netcat', '--now');
    }
  });

  it('says what memory keeps, and since when', async () => {
    const { store, indices } = await report('-n', 'default');
    assert.equal(store?.type, 'memory');
    assert.match(store?.keeps?.[0] ?? '', /lost when the Pod restarts/);
    const label = 'app.kubernetes.io/name=jaeger-all-in-one-inmemory';
    const path = 'jsonpath={.items[0].status.containerStatuses[0].state.running.startedAt}';
    const started = await cluster.kubectl('-n', 'default', 'get', 'pods', '-l', label, '-o', path);
    assert.equal(store?.since, started);
    assert.deepEqual(indices, []);
  });

  it('needs no right but those that it declares; without that to a tunnel it tells what it knows without the store, and ends with 4', async () => {
    const user = { name: 'retention' };
    const declared = (await declaredRights()).find(({ id }) => id === 'retention') ?? assert.fail('retention');
    const lacking = without(tableOf(declared), ['get pods/portforward', 'create pods/portforward']);
    const argv = ['kubectl', 'jaeger', 'retention', '-n', NAMESPACE];
    try {
      const enough = await narrowed(cluster, { ...user, rights: tableOf(declared) });
      const whole = await withKubeconfig(cluster, enough, argv);
      assert.deepEqual([whole.code, whole.stderr], [0, '']);
      assert.doesNotMatch(whole.stdout, /^Errors:/m);
      const kubeconfig = await narrowed(cluster, { ...user, rights: lacking });
      const { code, stdout, stderr } = await withKubeconfig(cluster, kubeconfig, argv);
      assert.equal(code, 4, stderr);
      assert.match(stdout, /jaeger-production-es-index-cleaner\s+every day at 23:55 UTC/);
      assert.match(stderr, /portforward/);
    } finally {
      await forget(cluster, user);
    }
  });
});
