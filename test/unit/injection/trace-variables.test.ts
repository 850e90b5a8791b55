import { TO_PROD } from '../../support/applications.ts';
import { assertTrace } from '../../support/assert-trace.ts';
import type { clusterOf } from '../../support/objects.ts';

type Case = readonly [what: string, ...Parameters<typeof assertTrace>];

/** A ConfigMap that has the instance's address under a key. */
const settings = (key: string) => (): Parameters<typeof clusterOf>[0] => ({
  configmaps: [{ metadata: { name: 'settings', namespace: 'shop' }, data: { [key]: TO_PROD } }],
});

const CASES: readonly Case[] = [
  [
    'an address out of a ConfigMap',
    { sources: [{ configMapRef: { name: 'settings' } }] },
    ['yes', 'env', 'tracing/prod', /^OTEL_EXPORTER_OTLP_ENDPOINT \(ConfigMap settings\) of container app$/],
    settings('OTEL_EXPORTER_OTLP_ENDPOINT'),
  ],
  [
    'an address out of a ConfigMap with a prefix',
    { sources: [{ prefix: 'OTEL_', configMapRef: { name: 'settings' } }] },
    ['yes', 'env', 'tracing/prod', /ConfigMap settings/],
    settings('EXPORTER_OTLP_ENDPOINT'),
  ],
  [
    'what the container says itself, before a ConfigMap',
    {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://nobody.tracing:4318' },
      sources: [{ configMapRef: { name: 'settings' } }],
    },
    ['no', 'env', undefined, /there is no Service nobody/],
    settings('OTEL_EXPORTER_OTLP_ENDPOINT'),
  ],
  [
    'one key of a ConfigMap',
    { from: { OTEL_EXPORTER_OTLP_ENDPOINT: { configMapKeyRef: { name: 'settings', key: 'where' } } } },
    ['yes', 'env', 'tracing/prod', /ConfigMap settings/],
    settings('where'),
  ],
  [
    'a key that there is not',
    { from: { OTEL_EXPORTER_OTLP_ENDPOINT: { configMapKeyRef: { name: 'settings', key: 'other' } } } },
    ['unknown', 'env', undefined, /comes from ConfigMap settings, which is not there, has no such key/],
    settings('where'),
  ],
  [
    'an address in a Secret',
    { from: { OTEL_EXPORTER_OTLP_ENDPOINT: {} } },
    ['unknown', 'env', undefined, /comes from a Secret, which is not read$/],
  ],
  [
    'variables of a Secret',
    { sources: [{}] },
    ['no', undefined, undefined, /nothing asks for it.*; a Secret of its variables is not read$/],
  ],
  [
    'the node',
    { from: { JAEGER_AGENT_HOST: { fieldRef: { fieldPath: 'status.hostIP' } } } },
    ['unknown', 'env', undefined, /^JAEGER_AGENT_HOST of container app is \$\(status\.hostIP\), on the Pod's own node/],
  ],
  [
    'an address on the node',
    {
      from: { HOST_IP: { fieldRef: { fieldPath: 'status.hostIP' } } },
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://$(HOST_IP):4317' },
    },
    ['unknown', 'env', undefined, /is http:\/\/\$\(HOST_IP\):4317, on the Pod's own node/],
  ],
];

describe('whether what is said elsewhere makes it traced', () => {
  for (const [what, ...one] of CASES) it(`tells of ${what}`, () => assertTrace(...one));
});
