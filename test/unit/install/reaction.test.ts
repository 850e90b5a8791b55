import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { hasReacted, madeFor } from '../../../src/install/index.ts';
import type { ListQuery, Reader } from '../../../src/kubernetes/ports.ts';
import type { KubernetesObject } from '../../../src/kubernetes/types.ts';
import { clusterOf } from '../../support/objects.ts';

const INSTANCE = { namespace: 'ns', name: 'jaeger' };
const { signal } = new AbortController();

/** A cluster with one Deployment, of a generation that grows at the look with this number; Services and the like may not be listed. */
function cluster(grows: number, asked: ListQuery[] = []): Reader {
  let looks = 0;
  const deployment = (generation: number, resourceVersion: string): KubernetesObject => ({
    metadata: { name: 'jaeger', namespace: 'ns', uid: 'u', generation, resourceVersion },
  });
  return {
    ...clusterOf({}),
    list: async (resource, query) => {
      if (resource !== 'deployments') throw new JaegerError('FORBIDDEN', 'it is forbidden');
      asked.push(query);
      looks++;
      return [deployment(looks > grows ? 2 : 1, String(looks))] as never;
    },
  };
}

async function sees(grows: number): Promise<[boolean, number]> {
  let slept = 0;
  const sleep = async (milliseconds: number): Promise<void> => void (slept += milliseconds);
  const api = cluster(grows);
  const before = await madeFor(api, INSTANCE, signal);
  return [await hasReacted(api, INSTANCE, before, { signal, sleep, milliseconds: 10_000 }), slept];
}

describe('whether the operator has done what was changed', () => {
  it('is seen in what is wanted of the objects that it made, and not in how they are doing', async () => {
    assert.deepEqual(await sees(1), [true, 500]);
    assert.deepEqual(await sees(4), [true, 2000]);
    assert.deepEqual(await sees(Infinity), [false, 10_000]);
  });

  it('asks for the metadata of its own objects alone', async () => {
    const asked: ListQuery[] = [];
    await madeFor(cluster(1, asked), INSTANCE, signal);
    const labelSelector = 'app.kubernetes.io/instance=jaeger,app.kubernetes.io/managed-by=jaeger-operator';
    assert.deepEqual(asked, [{ namespace: 'ns', labelSelector, metadataOnly: true, signal }]);
  });
});
