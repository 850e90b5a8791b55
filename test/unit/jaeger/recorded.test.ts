import assert from 'node:assert/strict';
import { readList, readStatus, renderList, renderStatus } from '../../../src/status/index.ts';
import { assertGolden } from '../../support/golden.ts';
import { clusterOf } from '../../support/objects.ts';
import { recordedObjects, recordedSets } from '../../support/recorded-objects.ts';
import { assertSchema } from '../../support/schemas.ts';
import { PLAIN } from '../../support/views.ts';

type Listed = Parameters<typeof clusterOf>[0];

async function recorded(set: string): Promise<Listed> {
  const lists = await recordedObjects(set);
  const short = (name: string): string => name.replace(/\..*/, '');
  return Object.fromEntries(Object.entries(lists).map(([name, objects]) => [short(name), objects]));
}

/** The newest object's time: what was recorded has an age that never changes. */
function lastOf(report: object): Date {
  const times = [...JSON.stringify(report).matchAll(/"createdAt":"([^"]+)"/g)].map(([, time = '']) => time);
  return new Date(times.toSorted().at(-1) ?? '');
}

/** After everything was recorded: nothing is new. */
const LATER = new Date('2026-12-01T00:00:00Z');

describe('what real clusters hold', () => {
  for (const set of recordedSets()) {
    it(`is listed with what each instance is, and shown with its Pods (${set})`, async () => {
      const cluster = clusterOf(await recorded(set));
      const list = await readList(cluster, {});
      assert.deepEqual(list.errors, []);
      await assertSchema(list);
      await assertGolden(`list/${set}.txt`, renderList(list, { ...PLAIN, wide: true, now: lastOf(list) }));
      const { instances, errors } = await readStatus(cluster, {}, LATER);
      assert.deepEqual(errors, []);
      assert.deepEqual(
        instances.map(({ namespace, name }) => [namespace, name]),
        list.instances.map(({ namespace, name }) => [namespace, name]),
      );
      for (const { pods, services } of instances) assert.ok(pods.length > 0 && services.length > 0);
    });
  }

  it('is shown as the walk through OpenShift has it', async () => {
    const report = await readStatus(clusterOf(await recorded('openshift')), {}, LATER);
    const text = renderStatus(report, { ...PLAIN, now: lastOf(report) });
    await assertGolden('status/openshift.txt', text);
  });
});
