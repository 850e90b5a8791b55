import type { RawObject, RawObjects } from './recorded-cluster.ts';

export const NS = 'ns';

export const encoded = (data: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));

export const secret = (name: string, data: Record<string, string>, namespace = NS): RawObject => ({
  metadata: { name, namespace },
  data: encoded(data),
});

export const service = (name: string, labels: Record<string, string> = {}): RawObject => ({
  metadata: { name, namespace: NS, labels },
  spec: { selector: { app: name }, ports: [{ port: 9200 }] },
});

interface Written {
  readonly args?: readonly string[];
  readonly env?: readonly object[];
  readonly envFrom?: readonly object[];
  readonly volumes?: readonly object[];
  readonly volumeMounts?: readonly object[];
}

/** A query service of v1 that asks Elasticsearch. */
const queryOf = ({ args = [], env = [], envFrom = [], volumes = [], volumeMounts = [] }: Written): RawObject => ({
  metadata: { name: 'jaeger-query', namespace: NS, uid: 'q' },
  spec: {
    selector: { matchLabels: { app: 'q' } },
    template: {
      metadata: { labels: { app: 'q' } },
      spec: {
        volumes,
        containers: [
          {
            name: 'query',
            image: 'jaegertracing/jaeger-query:1.65.0',
            args,
            env: [{ name: 'SPAN_STORAGE_TYPE', value: 'elasticsearch' }, ...env],
            envFrom,
            volumeMounts,
          },
        ],
      },
    },
  },
});

export const STORE_URL = '--es.server-urls=https://es:9200';

/** An all-in-one of v2, by the backend in its configuration. */
export const v2Of = (backend: object, more: Written = {}): RawObjects => {
  const configuration = {
    service: { extensions: ['jaeger_storage', 'jaeger_query'] },
    extensions: {
      jaeger_query: { storage: { traces: 's' } },
      jaeger_storage: { backends: { s: { opensearch: backend } } },
      basicauth: { client_auth: { username: 'u', password: '${env:PASSWORD}' } },
    },
  };
  const query = queryOf({
    ...more,
    args: ['--config=/etc/jaeger/config.yaml'],
    volumes: [{ name: 'c', configMap: { name: 'config' } }, ...(more.volumes ?? [])],
    volumeMounts: [{ name: 'c', mountPath: '/etc/jaeger' }, ...(more.volumeMounts ?? [])],
  });
  const [container] = (query as unknown as { spec: { template: { spec: { containers: { image: string }[] } } } }).spec
    .template.spec.containers;
  if (container) container.image = 'jaegertracing/jaeger:2.13.0';
  return {
    'deployments.apps': [query],
    configmaps: [
      { metadata: { name: 'config', namespace: NS }, data: { 'config.yaml': JSON.stringify(configuration) } },
    ],
  };
};

export const withQuery = (written: Written, secrets: readonly RawObject[] = [], more: RawObjects = {}): RawObjects => ({
  'deployments.apps': [queryOf(written)],
  services: [service('es')],
  secrets: [...secrets],
  ...more,
});
