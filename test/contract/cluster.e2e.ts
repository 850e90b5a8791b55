import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ApiCluster } from '../../src/kubernetes/api-cluster.ts';
import { down, killComponent, kubeconfigOf, startComponent, up } from '../ground/cluster.ts';
import { NODE_ADDRESS } from '../ground/components.ts';
import { instanceOf } from '../ground/paths.ts';
import { until } from '../ground/run.ts';
import { relayInto } from '../support/relay.ts';
import { clusterContract } from './cluster.contract.ts';
import type { Subject } from './subject.ts';

const API_SERVER = 'kube-apiserver';
const PORT = 6443;

/** A ground of its own: the suite ends its API server now and then. */
async function realApiServer(): Promise<Subject> {
  const instance = instanceOf('e2e-contract');
  await down(instance);
  const ground = await up(instance);
  const relay = await relayInto(ground, NODE_ADDRESS, PORT);
  const config = new KubeConfig();
  config.loadFromString(await kubeconfigOf(instance, 'admin'));
  const reached = { server: `https://127.0.0.1:${relay.port}`, tlsServerName: 'kubernetes.default.svc' };
  config.clusters = config.clusters.map((entry) => ({ ...entry, ...reached }));
  const warnings: string[] = [];
  let lists = 0;
  return {
    cluster: new ApiCluster(config, {
      userAgent: 'kubectl-jaeger/contract',
      timeoutMs: 10_000,
      onWarning: (text) => warnings.push(text),
      onExchange: ({ method, url }) => {
        if (method === 'GET' && url.includes('limit=') && !url.includes('watch=')) lists++;
      },
    }),
    warnings,
    lists: () => lists,
    cut: () => relay.cut(),
    restore: () => relay.restore(),
    kubectl: (...args) => ground.kubectl(...args),
    forgetHistory: async () => {
      await killComponent(ground, API_SERVER);
      await startComponent(ground, API_SERVER);
      const isReady = async (): Promise<boolean> =>
        (await ground.outcome(['kubectl', 'get', '--raw', '/readyz'])).code === 0;
      await until('API server', 60, isReady);
    },
    close: async () => {
      relay.close();
      await down(instance);
    },
  };
}

clusterContract('a real API server', realApiServer);
