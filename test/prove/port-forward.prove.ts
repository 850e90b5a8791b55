import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { down, killComponent, startComponent, up, type Ground } from '../ground/cluster.ts';
import type { Component } from '../ground/components.ts';
import { instanceOf } from '../ground/paths.ts';
import { until } from '../ground/run.ts';
import { addSets, buildSets } from '../ground/sets/index.ts';

const instance = instanceOf('prove-port-forward');
const here = join(import.meta.dirname, 'port-forward');

/** `$url` and `$pid` of a tunnel that stands are for the commands that come after it. */
const behind = (command: string, port: number, then: string): string[] => [
  'bash',
  '-c',
  `${command} >/tmp/forward-${port}.out 2>&1 & pid=$!; url=http://127.0.0.1:${port}/
for i in $(seq 100); do grep -q Forwarding /tmp/forward-${port}.out && break; sleep 0.1; done
${then}; code=$?; kill -0 $pid 2>/dev/null && echo '"still forwarding"'; kill $pid 2>/dev/null; wait $pid 2>/dev/null; cat /tmp/forward-${port}.out >&2; exit $code`,
];

/** The same port of the same Pod by both; a program in the Pod's network serves it. */
const BULK = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'bulk', namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: 'bulk' } },
    template: {
      metadata: { labels: { app: 'bulk' } },
      spec: {
        hostNetwork: true,
        containers: [
          {
            name: 'bulk',
            image: 'ground.local/pause:1',
            // As good as Jaeger, to be found as one.
            env: [{ name: 'SPAN_STORAGE_TYPE', value: 'memory' }],
            ports: [{ containerPort: 16686 }, { containerPort: 14269 }],
          },
        ],
      },
    },
  },
};

const FAULTS: readonly [string, (cluster: Ground, deployment: string) => Promise<unknown>][] = [
  ['Pod deleted', (cluster, name) => cluster.kubectl('delete', 'pod', '-l', `app.kubernetes.io/name=${name}`)],
  ['Deployment restarted', (cluster, name) => cluster.kubectl('rollout', 'restart', `deployment/${name}`)],
  ...(['kubelet', 'containerd', 'kube-apiserver'] as const).map(
    (component: Component): [string, (cluster: Ground) => Promise<unknown>] => [
      `${component} killed and started`,
      async (cluster) => {
        await killComponent(cluster, component);
        await sleep(1000);
        await startComponent(cluster, component);
      },
    ],
  ),
];
const EVERY_S = 12;

describe('the tunnel beside kubectl’s', () => {
  let cluster: Ground;
  const rows: string[] = [];

  before(async () => {
    await buildSets(['all-in-one']);
    await down(instance);
    cluster = await up(instance);
    await addSets(cluster, ['all-in-one']);
  });

  after(async () => {
    process.stdout.write(`\n${rows.join('\n')}\n`);
    await down(instance);
  });

  const NAME = 'jaeger-all-in-one-inmemory';

  for (const [who, command, port] of [
    ['kubectl jaeger', `exec kubectl jaeger port-forward ${NAME} -n default --port 17100`, 17100],
    ['kubectl', `exec kubectl port-forward -n default deployment/${NAME} 17200:16686`, 17200],
  ] as const)
    it(`outlives what happens in a minute (${who})`, async () => {
      const seconds = FAULTS.length * EVERY_S;
      const began = Date.now();
      const asking = cluster.outcome(
        behind(command, port, `${process.execPath} ${join(here, 'gaps.ts')} $url ${seconds}`),
      );
      for (const [fault, put] of FAULTS) {
        await sleep(2000);
        rows.push(`${((Date.now() - began) / 1000).toFixed(1)} s: ${fault}`);
        await put(cluster, NAME).catch((error: unknown) => rows.push(String(error)));
        await sleep(EVERY_S * 1000 - 4000);
      }
      const { stdout, stderr } = await asking;
      rows.push(`${who}: ${stdout.trim().replaceAll('\n', ' ')}`, stderr);
      if (who === 'kubectl jaeger') assert.match(stdout, /still forwarding/);
    });

  it('carries as much as kubectl’s, at once and after another', async () => {
    await cluster.run(['kubectl', 'apply', '-f', '-'], { input: JSON.stringify(BULK) });
    await cluster.kubectl('rollout', 'status', 'deployment/bulk', '--timeout=60s');
    const serving = cluster.outcome(['timeout', '600', process.execPath, join(here, 'server.ts')]);
    await until(
      'server',
      30,
      async () => (await cluster.outcome(['curl', '-sf', 'http://127.0.0.1:16686/'])).code === 0,
    );
    const client = `${process.execPath} ${join(here, 'client.ts')} $url $pid`;
    for (let round = 0; round < 2; round++) {
      // kubectl makes way for a plugin: it is one process.
      const ours = behind('exec kubectl jaeger port-forward bulk -n default --port 17100', 17100, client);
      rows.push(`kubectl jaeger: ${(await cluster.run(ours)).trim()}`);
      rows.push(
        `kubectl:        ${(await cluster.run(behind('exec kubectl port-forward -n default deployment/bulk 17200:16686', 17200, client))).trim()}`,
      );
    }
    await cluster.run(['pkill', '-f', join(here, 'server.ts')]);
    await serving;
  });
});
