import assert from 'node:assert/strict';
import { explanationsOf } from '../../../src/injection/explain.ts';
import type { Injection } from '../../../src/injection/plan-parts.ts';

const workload = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    template: {
      metadata: { annotations: { 'sidecar.opentelemetry.io/inject': 'true' } },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    },
  },
};

/** What is said of how it is now, with the collectors of the namespace. */
function now(...collectors: { name: string; mode: string }[]): string | undefined {
  const resource = { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true };
  const injection = {
    subjects: [{ live: workload, step: { type: 'keep', resource, object: workload.metadata }, because: '' }],
    around: {
      annotations: {},
      jaegers: [],
      operators: { jaeger: false, otel: true },
      collectors: collectors.map(({ name, mode }) => ({ metadata: { name, namespace: 'shop' }, spec: { mode } })),
    },
    roots: [],
  };
  return explanationsOf(injection as unknown as Injection)[0]?.rows.find(([title]) => title === 'now')?.[1];
}

describe('the explanation of a workload', () => {
  it('knows the sidecars that the OpenTelemetry operator has to choose from', () => {
    assert.match(now({ name: 'to-jaeger', mode: 'sidecar' }) ?? '', /inject=true$/);
    assert.match(now({ name: 'gateway', mode: 'deployment' }) ?? '', /there is no collector of mode sidecar in shop/);
    assert.match(now() ?? '', /there is no collector of mode sidecar in shop/);
  });
});
