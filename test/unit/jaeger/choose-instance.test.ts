import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { chooseInstance, refusalIn, type FactError } from '../../../src/jaeger/index.ts';
import { clusterOf, jaeger } from '../../support/objects.ts';

describe('chooseInstance', () => {
  const two = clusterOf({ jaegers: [jaeger('a', 'ns'), jaeger('b', 'ns')] });
  const here = { namespace: 'ns' };

  it('takes the only one, or the one that is named', async () => {
    assert.equal((await chooseInstance(clusterOf({ jaegers: [jaeger('a', 'ns')] }), here)).name, 'a');
    assert.equal((await chooseInstance(two, { ...here, name: 'b' })).name, 'b');
  });

  it('asks which, where somebody can be asked, and says their names where not', async () => {
    const last = {
      ...here,
      pick: async (found: readonly Awaited<ReturnType<typeof chooseInstance>>[]) => found.at(-1) ?? assert.fail(),
    };
    assert.equal((await chooseInstance(two, last)).name, 'b');
    await assert.rejects(chooseInstance(two, here), {
      code: 'USAGE',
      message: '2 Jaeger instances found in namespace "ns": a, b; name one',
    });
  });

  it('says that there is none, or why none could be looked for', async () => {
    await assert.rejects(chooseInstance(clusterOf({}), {}), {
      code: 'NOT_FOUND',
      message: 'no Jaeger instance found in any namespace',
    });
    await assert.rejects(chooseInstance(two, { ...here, name: 'c' }), {
      code: 'NOT_FOUND',
      message: /no Jaeger instance "c"/,
    });
    const refused = clusterOf({}, { deployments: new JaegerError('FORBIDDEN', 'no') });
    await assert.rejects(chooseInstance(refused, here), { code: 'FORBIDDEN' });
  });

  it('gives the same reason of several, whichever came first', () => {
    const of = (resource: 'jaegers' | 'deployments'): FactError => ({
      resource,
      error: new JaegerError('SERVER', resource),
    });
    const [jaegers, deployments] = [of('jaegers'), of('deployments')];
    for (const errors of [
      [jaegers, deployments],
      [deployments, jaegers],
    ])
      assert.equal(refusalIn({ errors })?.message, 'deployments');
    assert.equal(refusalIn({ errors: [jaegers] })?.message, 'jaegers');
    assert.equal(refusalIn({ errors: [] }), undefined);
  });
});
