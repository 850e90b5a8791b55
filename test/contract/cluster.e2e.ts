import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ApiCluster } from '../../src/kubernetes/api-cluster.ts';
import { down, kubeconfigOf, killComponent, manifestOf, startComponent, up, type Ground } from '../ground/cluster.ts';
import { NODE_ADDRESS } from '../ground/components.ts';
import { narrowed } from '../ground/narrow.ts';
import { allInOneImage } from '../ground/parts.ts';
import { instanceOf } from '../ground/paths.ts';
import { until } from '../ground/run.ts';
import { relayInto } from '../support/relay.ts';
import { clusterContract } from './cluster.contract.ts';
import { owningContract } from './owning.ts';
import { askerOf } from './raw.ts';
import { NAMESPACE, POD, TWO, type Subject } from './subject.ts';

const API_SERVER = 'kube-apiserver';
const PORT = 6443;

/** A ground of its own: the suite ends its API server now and then. */
async function realApiServer(): Promise<Subject> {
  const instance = instanceOf('e2e-contract');
  await down(instance);
  const ground = await up(instance);
  const relay = await relayInto(ground, NODE_ADDRESS, PORT);
  const url = `https://127.0.0.1:${relay.port}`;
  const servername = 'kubernetes.default.svc';
  const warnings: string[] = [];
  let lists = 0;
  const config = new KubeConfig();
  config.loadFromString(await kubeconfigOf(instance, 'admin'));
  config.clusters = config.clusters.map((entry) => ({ ...entry, server: url, tlsServerName: servername }));
  const clusterOf = (token?: string): ApiCluster => {
    const ofToken = new KubeConfig();
    ofToken.loadFromString(config.exportConfig());
    if (token !== undefined) ofToken.users = ofToken.users.map(({ name }) => ({ name, token }));
    return new ApiCluster(ofToken, {
      userAgent: 'kubectl-jaeger/contract',
      timeoutMs: 10_000,
      onWarning: (text) => warnings.push(text),
      onExchange: ({ method, url: asked }) => {
        if (method === 'GET' && asked.includes('limit=') && !asked.includes('watch=')) lists++;
      },
    });
  };
  const kubectl = (...args: string[]): Promise<string> => ground.kubectl('-n', NAMESPACE, ...args);
  return {
    cluster: clusterOf(),
    warnings,
    lists: () => lists,
    ask: askerOf({ url, servername, ca: Buffer.from(config.clusters[0]?.caData ?? '', 'base64') }),
    somebody: async (name, rights) => {
      const narrow = JSON.parse(await narrowed(ground, { name, rights })) as { users: { user: { token: string } }[] };
      return { user: `system:serviceaccount:kube-public:${name}`, token: narrow.users[0]?.user.token ?? '' };
    },
    clusterOf,
    cut: () => relay.cut(),
    restore: () => relay.restore(),
    behind: {
      set: (name, data) => kubectl('patch', 'configmap', name, '-p', JSON.stringify({ data })),
      delete: (name) => kubectl('delete', 'configmap', name),
    },
    forgetHistory: async () => {
      await compact(ground);
      await killComponent(ground, API_SERVER);
      // Its end does not get through the relay by itself.
      relay.drop();
      await startComponent(ground, API_SERVER);
      await until('API server', 60, () => succeeds(ground, 'kubectl', 'get', '--raw', '/readyz'));
    },
    startPods: () => startPods(ground),
    close: async () => {
      relay.close();
      await down(instance);
    },
  };
}

const succeeds = async (ground: Ground, ...argv: string[]): Promise<boolean> => (await ground.outcome(argv)).code === 0;

/** What etcd forgets every five minutes; a page's token is of a version before. */
async function compact(ground: Ground): Promise<void> {
  await ground.kubectl('-n', NAMESPACE, 'create', 'configmap', 'later');
  const version = await ground.kubectl(
    '-n',
    NAMESPACE,
    'get',
    'configmap',
    'later',
    '-o',
    'jsonpath={.metadata.resourceVersion}',
  );
  const gateway = 'http://127.0.0.1:2379/v3/kv/compaction';
  await ground.run([
    'curl',
    '--fail',
    '--silent',
    gateway,
    '-d',
    JSON.stringify({ revision: version, physical: true }),
  ]);
}

async function startPods(ground: Ground): Promise<void> {
  await ground.load(allInOneImage);
  await until('service account', 30, () => succeeds(ground, 'kubectl', '-n', NAMESPACE, 'get', 'sa', 'default'));
  const pod = (name: string, containers: readonly object[]): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE },
    spec: { containers, terminationGracePeriodSeconds: 1 },
  });
  const unknown = { image: 'ground.local/nonesuch:1', imagePullPolicy: 'Never' };
  await ground.apply(
    manifestOf([
      pod(POD.name, [{ name: POD.container, image: allInOneImage.reference, imagePullPolicy: 'Never' }]),
      pod(TWO.name, [
        { name: 'a', ...unknown },
        { name: 'b', ...unknown },
      ]),
    ]),
  );
  const get = [
    'kubectl',
    'get',
    '--raw',
    `/api/v1/namespaces/${NAMESPACE}/pods/${POD.name}:${POD.port}/proxy/api/services`,
  ];
  await until('Jaeger', 60, () => succeeds(ground, ...get));
}

clusterContract('a real API server', realApiServer, [owningContract]);
