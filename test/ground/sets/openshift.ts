import { opensearchImage } from '../opensearch.ts';
import { agentImage, allInOneWithAgentImage, openshiftImages, productionImages } from '../parts.ts';
import { manifestSet } from './manifest-set.ts';
import { openshiftOperator } from './operator.ts';
import type { GroundSet } from './set.ts';

const platform = manifestSet({
  name: 'openshift',
  needs: [],
  images: openshiftImages,
  places: [{ namespace: 'openshift-service-ca', workloads: ['deployment/openshift'] }],
});

const PRODUCTION = 'jaeger-production';
const member = (number: number): string => `deployment/elasticsearch-cdm-jaegerproductionjaegerproduction-${number}`;
const instances = manifestSet({
  name: 'openshift-instances',
  needs: [],
  images: [allInOneWithAgentImage, ...productionImages, agentImage, opensearchImage],
  places: [
    {
      namespace: PRODUCTION,
      workloads: [
        ...[1, 2, 3].map(member),
        'deployment/jaeger-production-collector',
        'deployment/jaeger-production-query',
      ],
      serves: { elasticsearch: 9200, 'jaeger-production-collector': 4318, 'jaeger-production-query': 443 },
    },
    {
      namespace: 'default',
      workloads: ['deployment/jaeger-all-in-one-inmemory'],
      serves: { 'jaeger-all-in-one-inmemory-query': 443 },
      pods: 'app.kubernetes.io/instance=jaeger-all-in-one-inmemory',
    },
  ],
  seconds: 300,
});

const layers = [platform, openshiftOperator, instances];

/** OpenShift as far as Jaeger sees it, with the operator as it runs there and both kinds of installation. */
export const openshift: GroundSet = {
  name: 'openshift',
  needs: [],
  heavy: true,
  excludes: ['operator', 'opensearch'],
  parts: layers.flatMap(({ parts }) => parts),
  async add(cluster) {
    for (const layer of layers) await layer.add(cluster);
  },
  async remove(cluster) {
    for (const layer of layers.toReversed()) await layer.remove(cluster);
  },
};
