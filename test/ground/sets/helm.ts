import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Cluster } from '../cluster.ts';
import { chart, helm } from '../helm.ts';
import { have, type Part } from '../part.ts';
import { chartImages, JAEGER_V2_VERSION, jaegerV2Image } from '../parts.ts';
import { serves, type GroundSet } from './set.ts';

const APP_VERSION_OF_3 = '1.53.0';
/** The last chart of v1, and the first of v2 with the names and the single Service that 4.x has kept since. */
export const chartOfV1 = chart('3.4.1', APP_VERSION_OF_3);
export const chartOfV2 = chart('4.2.0', JAEGER_V2_VERSION);

export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: Part;
  readonly values: object;
}

const PRODUCTION: Release = {
  name: 'prod',
  namespace: 'helm-v1',
  chart: chartOfV1,
  values: {
    storage: {
      elasticsearch: {
        host: 'elasticsearch.jaeger-production.svc',
        indexPrefix: 'helm',
        extraEnv: [{ name: 'ES_NUM_REPLICAS', value: '0' }], // one node has nowhere to put a replica
      },
    },
    esIndexCleaner: { enabled: true, numberOfDays: 14 },
  },
};

const IN_MEMORY: Release = {
  name: 'jaeger',
  namespace: 'helm-v2',
  chart: chartOfV2,
  values: {
    userconfig: {
      service: {
        extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2'],
        pipelines: { traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] } },
      },
      extensions: {
        healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
        jaeger_query: { storage: { traces: 'memory_store' } },
        jaeger_storage: { backends: { memory_store: { memory: { max_traces: 100_000 } } } },
      },
      receivers: {
        otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
      },
      exporters: { jaeger_storage_exporter: { trace_storage: 'memory_store' } },
    },
  },
};

/** Jaeger by Helm, in the form that its chart had for v1 and in the one that it has for v2. */
export const helmReleases: GroundSet = {
  name: 'helm',
  needs: ['opensearch'],
  parts: [helm, chartOfV1, chartOfV2, ...chartImages(APP_VERSION_OF_3), jaegerV2Image],
  async add(cluster) {
    await cluster.load(...chartImages(APP_VERSION_OF_3), jaegerV2Image);
    await linkHelm(cluster);
    await Promise.all([PRODUCTION, IN_MEMORY].map((release) => install(cluster, release, '--wait', '--timeout=180s')));
    await serves(cluster, PRODUCTION.namespace, 'prod-jaeger-collector', 4318);
    await serves(cluster, IN_MEMORY.namespace, 'jaeger', 4318);
  },
  async remove(cluster) {
    for (const release of [PRODUCTION, IN_MEMORY]) {
      await uninstall(cluster, release);
      await cluster.kubectl('delete', 'namespace', release.namespace, '--ignore-not-found', '--wait');
    }
  },
};

/** Installs a release afresh; what an interrupted attempt left of it goes first, as Helm would not go on from there. */
export async function install(cluster: Cluster, release: Release, ...flags: string[]): Promise<void> {
  const { name, namespace, chart: packed, values } = release;
  const dir = await have(packed);
  const archives = (await readdir(dir)).map((file) => join(dir, file));
  await uninstall(cluster, release);
  const argv = [
    'install',
    name,
    ...archives,
    '--namespace',
    namespace,
    '--create-namespace',
    '--values',
    '-',
    ...flags,
  ];
  await cluster.run(await command(argv), { input: stringify(values) });
}

async function uninstall(cluster: Cluster, { name, namespace }: Release): Promise<void> {
  await cluster.run(await command(['uninstall', name, '--namespace', namespace, '--ignore-not-found', '--wait']));
}

const command = async (argv: readonly string[]): Promise<string[]> => [join(await have(helm), 'helm'), ...argv];

/** `helm list` and the like for whoever looks around. */
async function linkHelm(cluster: Cluster): Promise<void> {
  const link = join(cluster.programs, 'helm');
  await rm(link, { force: true });
  await symlink(join(await have(helm), 'helm'), link);
}
