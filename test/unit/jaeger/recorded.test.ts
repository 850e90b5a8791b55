import assert from 'node:assert/strict';
import { readStatus, renderStatus } from '../../../src/status/index.ts';
import type { Jaeger } from '../../../src/kubernetes/types.ts';
import { assertGolden } from '../../support/golden.ts';
import { clusterOf } from '../../support/objects.ts';
import { recordedObjects, recordedSets } from '../../support/recorded-objects.ts';
import { PLAIN } from '../../support/views.ts';

type Listed = Parameters<typeof clusterOf>[0];

async function recorded(set: string): Promise<Listed> {
  const lists = await recordedObjects(set);
  const short = (name: string): string => name.replace(/\..*/, '');
  return Object.fromEntries(Object.entries(lists).map(([name, objects]) => [short(name), objects]));
}

describe('what real clusters hold', () => {
  for (const set of recordedSets()) {
    it(`shows each custom resource with its Pods (${set})`, async () => {
      const objects = await recorded(set);
      const jaegers: readonly Jaeger[] = objects.jaegers ?? [];
      if (jaegers.length === 0) return assert.rejects(readStatus(clusterOf(objects), {}), { code: 'NOT_FOUND' });
      const { instances, errors } = await readStatus(clusterOf(objects), {});
      assert.deepEqual(
        instances.map(({ name }) => name),
        jaegers.map(({ metadata }) => metadata.name),
      );
      assert.deepEqual(errors, []);
      for (const { pods, services } of instances) assert.ok(pods.length > 0 && services.length > 0);
    });
  }

  it('is shown as the walk through OpenShift has it', async () => {
    const report = await readStatus(clusterOf(await recorded('openshift')), {});
    const last = [...JSON.stringify(report).matchAll(/"createdAt":"([^"]+)"/g)].map(([, time = '']) => time).toSorted();
    const text = renderStatus(report, { ...PLAIN, now: new Date(last.at(-1) ?? '') });
    await assertGolden('status/openshift.txt', text);
  });
});
