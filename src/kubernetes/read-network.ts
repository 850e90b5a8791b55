import type {
  HttpRoute,
  Ingress,
  LabelSelector,
  LoadBalancerStatus,
  MutatingWebhookConfiguration,
  NetworkPolicy,
  Route,
  Service,
  ServicePort,
} from './network-types.ts';
import { metadata, type Item, type Present } from './read-metadata.ts';
import { anyObject, boolean, fields, list, number, text, textMap, texts, type ShapeReader } from './shapes.ts';

const loadBalancer = fields<LoadBalancerStatus>({
  ingress: list(fields<{ readonly ip?: string; readonly hostname?: string }>({ ip: text, hostname: text })),
});

const textOrNumber: ShapeReader<string | number> = (value) => text(value) ?? number(value);

export const service = fields<Service>(
  {
    metadata,
    spec: fields<Present<Service, 'spec'>>({
      type: text,
      clusterIP: text,
      externalIPs: texts,
      externalName: text,
      publishNotReadyAddresses: boolean,
      ports: list(
        fields<ServicePort>(
          { name: text, port: number, protocol: text, nodePort: number, targetPort: textOrNumber },
          'port',
        ),
      ),
      selector: textMap,
    }),
    status: fields<Present<Service, 'status'>>({ loadBalancer }),
  },
  'metadata',
);

type IngressSpec = Present<Ingress, 'spec'>;

const backend = fields<Present<IngressSpec, 'defaultBackend'>>({
  service: fields({ name: text, port: fields({ name: text, number }) }),
});

export const ingress = fields<Ingress>(
  {
    metadata,
    spec: fields<IngressSpec>({
      defaultBackend: backend,
      rules: list(
        fields<Item<IngressSpec['rules']>>({
          host: text,
          http: fields({ paths: list(fields({ path: text, backend })) }),
        }),
      ),
      tls: list(fields({ hosts: texts })),
    }),
    status: fields<Present<Ingress, 'status'>>({ loadBalancer }),
  },
  'metadata',
);

export const route = fields<Route>(
  {
    metadata,
    spec: fields<Present<Route, 'spec'>>({
      host: text,
      path: text,
      to: fields({ kind: text, name: text }),
      port: fields({ targetPort: textOrNumber }),
      tls: fields({ termination: text }),
    }),
  },
  'metadata',
);

export const httpRoute = fields<HttpRoute>(
  {
    metadata,
    spec: fields<Present<HttpRoute, 'spec'>>({
      hostnames: texts,
      rules: list(
        fields<Item<Present<HttpRoute, 'spec'>['rules']>>({
          matches: list(fields({ path: fields({ value: text }) })),
          backendRefs: list(fields({ kind: text, name: text, port: number })),
        }),
      ),
    }),
  },
  'metadata',
);

const selector = fields<LabelSelector>({
  matchLabels: textMap,
  matchExpressions: list(
    fields<Item<LabelSelector['matchExpressions']>>({ key: text, operator: text, values: texts }, 'key', 'operator'),
  ),
});

export const networkPolicy = fields<NetworkPolicy>(
  {
    metadata,
    spec: fields<Present<NetworkPolicy, 'spec'>>({
      podSelector: selector,
      policyTypes: texts,
      ingress: list(anyObject),
      egress: list(anyObject),
    }),
  },
  'metadata',
);

export const webhookConfiguration = fields<MutatingWebhookConfiguration>(
  {
    metadata,
    webhooks: list(
      fields<Item<MutatingWebhookConfiguration['webhooks']>>({
        name: text,
        clientConfig: fields({ caBundle: text, service: fields({ namespace: text, name: text }) }),
      }),
    ),
  },
  'metadata',
);
