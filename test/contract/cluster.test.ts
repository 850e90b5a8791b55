import { createServer } from 'node:http';
import { duplexPair, type Duplex } from 'node:stream';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { emptyWorld, startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { ApiCluster } from '../../src/kubernetes/api-cluster.ts';
import { clusterContract } from './cluster.contract.ts';
import { askerOf } from './raw.ts';
import { NAMESPACE, POD, TWO, type Subject } from './subject.ts';

/** What Jaeger's query service says when nothing has been traced yet. */
const query = createServer((_, response) => response.end('{"data":null,"total":0,"limit":0,"offset":0,"errors":null}'));

function ports(_: string, pod: string, port: number): Duplex | undefined {
  if (pod !== POD.name || port !== POD.port) return undefined;
  const [near, far] = duplexPair();
  query.emit('connection', far);
  return near;
}

const podOf = (name: string, containers: readonly string[]): Parameters<Sandbox['put']>[0] => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: NAMESPACE },
  spec: { containers: containers.map((container) => ({ name: container })) },
});

async function practiceCluster(): Promise<Subject> {
  const sandbox = await startSandbox({ world: { ...(await emptyWorld()), ports } });
  const warnings: string[] = [];
  const clusterOf = (kubeconfig: string): ApiCluster => {
    const config = new KubeConfig();
    config.loadFromString(kubeconfig);
    const onWarning = (text: string): void => void warnings.push(text);
    return new ApiCluster(config, { userAgent: 'kubectl-jaeger/contract', timeoutMs: 10_000, onWarning });
  };
  let restore = (): void => undefined;
  return {
    cluster: clusterOf(sandbox.kubeconfig()),
    warnings,
    lists: () => sandbox.requests.filter(({ path }) => path.includes('limit=') && !path.includes('watch=')).length,
    ask: askerOf({ url: sandbox.url, ca: sandbox.ca }),
    somebody: (name, rights) => {
      sandbox.users.set(name, { rights });
      return Promise.resolve({ user: name, token: `token-of-${name}` });
    },
    clusterOf: (token) => clusterOf(sandbox.kubeconfig(token.replace('token-of-', ''))),
    cut: () => {
      restore = sandbox.fault({ what: 'reset' });
      sandbox.dropConnections();
    },
    restore: () => restore(),
    behind: {
      set: (name, data) => Promise.resolve(sandbox.patch('configmaps', { namespace: NAMESPACE, name }, { data })),
      delete: (name) => Promise.resolve(sandbox.delete('configmaps', { namespace: NAMESPACE, name })),
    },
    forgetHistory: () => Promise.resolve(sandbox.forgetHistory()),
    startPods: () => {
      sandbox.put(podOf(POD.name, [POD.container]));
      sandbox.put(podOf(TWO.name, ['a', 'b']));
      for (const line of ['one', 'two', 'three', 'four']) sandbox.write(`${NAMESPACE}/jaeger/jaeger`, line);
      return Promise.resolve();
    },
    close: () => sandbox.close(),
  };
}

clusterContract('the practice cluster', practiceCluster);
