import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Cluster } from '../cluster.ts';
import { kwokImage, kwokStages } from '../kwok.ts';
import { have } from '../part.ts';
import { manifestSet } from './manifest-set.ts';
import type { GroundSet } from './set.ts';

/** On a namespace: its Pods are played, on nodes that are played. */
export const PLAYED = { 'ground.local/nodes': 'kwok' };

const NODE_ANNOTATION = 'kwok.x-k8s.io/node';

/** A node that kwok plays. Of the other namespaces' Pods none gets there. */
export const playedNode = (name: string, labels: object, pods: number): object => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, annotations: { [NODE_ANNOTATION]: 'fake' }, labels: { type: 'kwok', ...labels } },
  spec: { taints: [{ key: NODE_ANNOTATION, value: 'fake', effect: 'NoSchedule' }] },
  status: Object.fromEntries(
    ['allocatable', 'capacity'].map((what) => [what, { cpu: '64', memory: '256Gi', pods: String(pods) }]),
  ),
});

const deployed = manifestSet({
  name: 'kwok',
  needs: [],
  images: [kwokImage],
  places: [{ namespace: 'kwok-system', workloads: ['deployment/kwok'] }],
});

/** kwok without any node yet. */
export const kwok: GroundSet = {
  ...deployed,
  parts: [...deployed.parts, kwokStages],
  async add(cluster) {
    await applyConfiguration(cluster);
    await deployed.add(cluster);
  },
};

async function applyConfiguration(cluster: Cluster): Promise<void> {
  const options = {
    manageNodesWithAnnotationSelector: `${NODE_ANNOTATION}=fake`,
    nodeLeaseDurationSeconds: 40,
    nodePort: 10_247,
    nodeIP: '203.0.113.1', // of a block for documentation: nobody answers there
    cidr: '10.64.0.0/14',
    nodeLeaseParallelism: 4,
    nodePlayStageParallelism: 4,
    podPlayStageParallelism: 16,
    enablePodsOnNodeSyncStreamWatch: true,
  };
  const configuration = stringify({
    apiVersion: 'config.kwok.x-k8s.io/v1alpha1',
    kind: 'KwokConfiguration',
    options,
  });
  const stages = await readFile(join(await have(kwokStages), 'manifest.yaml'), 'utf8');
  await cluster.apply(
    [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kwok-system' } },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kwok', namespace: 'kwok-system' },
        data: { 'kwok.yaml': `${configuration}---\n${stages}` },
      },
    ]
      .map((object) => stringify(object))
      .join('---\n'),
  );
}
