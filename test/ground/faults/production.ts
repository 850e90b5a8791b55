import type { Cluster } from '../cluster.ts';
import { goPart } from '../go-part.ts';
import { binaryImage } from '../image.ts';
import { productionImages } from '../parts.ts';
import { rolledOut } from '../sets/set.ts';
import { appears, field, type Fault } from './fault.ts';
import { byHand, inOwnNamespace, namespaceOf, phaseFailed, production, waitingFor } from './own-namespace.ts';

const STORE = 'http://elasticsearch.jaeger-production.svc:9200';
const component = (name: string): string[] => ['-l', `app.kubernetes.io/component=${name}`];

/** An option that older releases knew. */
const crashLoop = inOwnNamespace({
  name: 'crash-loop',
  what: 'a collector that ends at once, again and again',
  needs: ['operator', 'opensearch'],
  images: productionImages,
  objects: [production({ 'server-urls': STORE, 'index-prefix': 'crash-loop' })],
  after: byHand('jaeger-collector', { 'containers/0/args/-': '--collector.http-port=14268' }),
  seen: (namespace) => [waitingFor(namespace, /^CrashLoopBackOff$/, ...component('collector'))],
});

const refusingProxyImage = binaryImage(
  'ground.local/refusing-proxy:1',
  goPart('refusing-proxy', { module: 'refusing-proxy', binaries: { 'refusing-proxy': '.' } }),
  'refusing-proxy',
);

const labels = { app: 'refusing-proxy' };
const CLEANER = 'jaeger-es-index-cleaner';
const RUN = `${CLEANER}-now`;

/** The proxy refuses to list and to delete indices, which of all programs only the cleaner does. */
const cleanerUnauthorized = inOwnNamespace({
  name: 'cleaner-unauthorized',
  what: 'an index cleaner that the span store answers with 401, while collector and query are served',
  needs: ['operator', 'opensearch'],
  images: [...productionImages, refusingProxyImage],
  objects: [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'refusing-proxy' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              { name: 'proxy', image: refusingProxyImage.reference, args: [STORE, '^(GET|DELETE) /.*jaeger-'] },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'elasticsearch' },
      spec: { selector: labels, ports: [{ port: 9200 }] },
    },
    production(
      {
        'server-urls': `http://elasticsearch.${namespaceOf('cleaner-unauthorized')}.svc:9200`,
        'index-prefix': 'unauthorized',
      },
      { storage: { esIndexCleaner: { enabled: true, numberOfDays: 7, backoffLimit: 0 } } },
    ),
  ],
  async after(cluster, namespace) {
    for (const name of ['collector', 'query']) await rolledOut(cluster, namespace, `deployment/jaeger-${name}`);
    await cluster.kubectl('-n', namespace, 'delete', 'job', RUN, '--ignore-not-found');
    await cluster.kubectl('-n', namespace, 'create', 'job', RUN, `--from=cronjob/${CLEANER}`);
  },
  seen: (namespace) => [
    field('Job', [namespace, 'job', RUN], '{.status.conditions[?(@.status=="True")].type}', /\bFailed$/),
    { name: 'log', kubectl: ['-n', namespace, 'logs', `job/${RUN}`], is: /401/ },
  ],
});

/** Somebody stopped the instance's OpenSearch before it was used; the operator runs nothing else in the meantime. */
const initJob = inOwnNamespace({
  name: 'init-job',
  what: 'a rollover init Job that fails, since OpenSearch is stopped: phase Failed, and no other instance gets a turn',
  needs: ['operator'],
  images: productionImages,
  objects: [
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'elasticsearch' },
      spec: {
        replicas: 0,
        serviceName: 'elasticsearch',
        selector: { matchLabels: { app: 'opensearch' } },
        template: {
          metadata: { labels: { app: 'opensearch' } },
          spec: { containers: [{ name: 'opensearch', image: 'docker.io/opensearchproject/opensearch:2.19.1' }] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'elasticsearch' },
      spec: { selector: { app: 'opensearch' }, ports: [{ port: 9200 }] },
    },
    production({
      'server-urls': `http://elasticsearch.${namespaceOf('init-job')}.svc:9200`,
      'use-aliases': true,
    }),
  ],
  seen: (namespace) => [
    phaseFailed(namespace),
    field('succeeded Jobs', [namespace, 'jobs'], '{.items[*].status.succeeded}', /^$/),
  ],
});

const NAMESPACE = 'jaeger-production';
const cronJob = [NAMESPACE, 'cronjob', 'jaeger-production-es-index-cleaner'] as const;

const suspend = (cluster: Cluster, suspended: boolean): Promise<string> =>
  cluster.kubectl(
    '-n',
    NAMESPACE,
    'patch',
    ...cronJob.slice(1),
    '-p',
    JSON.stringify({ spec: { suspend: suspended } }),
  );

/** By hand, as it happens: no field of the resource says it, and the operator undoes it when the resource next changes. */
const cleanerSuspended: Fault = {
  name: 'cleaner-suspended',
  what: 'the index cleaner of the set "production" suspended by hand',
  needs: ['production'],
  images: [],
  notUnder: [],
  put: async (cluster) => void (await suspend(cluster, true)),
  takeOff: async (cluster) => void (await suspend(cluster, false)),
  seen: [field('suspended', cronJob, '{.spec.suspend}', /^true$/)],
  healed: [field('suspended', cronJob, '{.spec.suspend}', /^false$/)],
};

const WATERMARKS = 'cluster.routing.allocation.disk.watermark';

async function settings(cluster: Cluster, transient: Readonly<Record<string, string | null>>): Promise<void> {
  const get = ['-n', NAMESPACE, 'get', 'service', 'elasticsearch', '-o', 'jsonpath={.spec.clusterIP}'];
  const url = `http://${await cluster.kubectl(...get)}:9200/_cluster/settings`;
  const put = `const [url, body] = process.argv.slice(1);
    const answer = await fetch(url, { method: 'PUT', body, headers: { 'content-type': 'application/json' } });
    if (!answer.ok) throw new Error(answer.status + await answer.text());`;
  const body = JSON.stringify({ transient });
  await cluster.run([process.execPath, '--input-type=module', '-e', put, url, body]);
}

/** Every disk that holds anything is past its flood stage at 1 %; then OpenSearch itself blocks what can be written. */
const flooded = (at: string | null): Record<string, string | null> =>
  Object.fromEntries(['low', 'high', 'flood_stage'].map((name) => [`${WATERMARKS}.${name}`, at]));

const store = (name: string, path: string, is: RegExp): Fault['seen'][number] => {
  const proxy = `/api/v1/namespaces/${NAMESPACE}/services/elasticsearch:9200/proxy`;
  return { name, kubectl: ['get', '--raw', `${proxy}/${path}`], is };
};
const BLOCKS = '_cluster/state/blocks?filter_path=blocks.*.*.*.description,blocks.*.*.description';

const UNBLOCKED = store('blocks', BLOCKS, /^\{\}$/);

/** How often OpenSearch looks at the disk; ten seconds is the least that it allows. */
const INTERVAL = 'cluster.info.update.interval';

const readOnlyIndices: Fault = {
  name: 'read-only-indices',
  what: 'the disk of the span store past its flood stage: its indices may only be read and deleted',
  needs: ['production'],
  images: [],
  notUnder: [],
  put: (cluster) => settings(cluster, { ...flooded('1%'), [INTERVAL]: '10s' }),
  async takeOff(cluster) {
    await settings(cluster, flooded(null));
    await appears(cluster, 'end of the blocks', [UNBLOCKED]); // with the usual interval, a minute or more
    await settings(cluster, { [INTERVAL]: null });
  },
  seen: [store('blocks', BLOCKS, /jaeger-span.*flood-stage/s)],
  healed: [UNBLOCKED, store('settings', '_cluster/settings', /^\{"persistent":\{\},"transient":\{\}\}$/)],
};

/** In the order in which they can stand together: nothing gets past the init Job. */
export const productionFaults: readonly Fault[] = [
  crashLoop,
  cleanerUnauthorized,
  cleanerSuspended,
  readOnlyIndices,
  initJob,
];
