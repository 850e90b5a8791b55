import assert from 'node:assert/strict';
import { readWorkloads } from '../../src/injection/index.ts';
import type { FoundWorkload } from '../../src/jaeger/index.ts';
import { app, gateway, world, type Detail } from './applications.ts';
import { clusterOf, workload } from './objects.ts';

type Expected = readonly [traced: string, how: string | undefined, instance: string | undefined, reason: RegExp];

const behindGateway: FoundWorkload = {
  ...workload('gateway', {
    namespace: 'shop',
    owner: gateway,
    labels: { 'app.kubernetes.io/managed-by': 'opentelemetry-operator' },
  }),
};

/** What `workloads` says of an application, beside a collector that is not Jaeger. */
export async function assertTrace(
  detail: Detail,
  [traced, how, instance, reason]: Expected,
  more?: (of: FoundWorkload) => Parameters<typeof clusterOf>[0],
): Promise<void> {
  const one = app('web', detail);
  const { workloads } = await readWorkloads(clusterOf(world([one, behindGateway], more?.(one))), { namespace: 'shop' });
  const [row, ...others] = workloads;
  assert.ok(row !== undefined && others.length === 0);
  const place = row.instance && `${row.instance.namespace}/${row.instance.name}`;
  assert.deepEqual([row.traced, row.how, place], [traced, how, instance], row.reason);
  assert.match(row.reason, reason);
}
