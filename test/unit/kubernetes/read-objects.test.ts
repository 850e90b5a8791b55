import assert from 'node:assert/strict';
import { componentOf } from '../../../src/jaeger/components.ts';
import { flattenOptions } from '../../../src/jaeger/custom-resource.ts';
import { objectReader } from '../../../src/kubernetes/read-objects.ts';

const LEVELS = 100_000;
const deep: unknown = JSON.parse(`${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`);

describe('what the server sends', () => {
  it('is cut off where it is too deep to be walked', () => {
    const jaeger = objectReader('jaegers')({ metadata: { name: 'a' }, spec: { storage: { options: deep } } });
    assert.equal(flattenOptions(jaeger?.spec?.storage?.options).size, 0);
    const things = { group: 'x.io', version: 'v1', kind: 'Thing', plural: 'things', namespaced: true };
    const thing = objectReader(things)({ metadata: { name: 'a', annotations: { b: 'c' } }, spec: deep, shallow: [1] });
    assert.match(JSON.stringify(thing), /"shallow":\[1\]/);
  });

  it('loses the fields of other types, and nothing else', () => {
    const pod = objectReader('pods')({
      metadata: {
        name: 'a',
        labels: { good: 'x', bad: 7 },
        ownerReferences: [{ kind: 'A', name: 'b', uid: 'c' }, { uid: 7 }],
      },
      spec: { containers: [{ name: 'c', restartPolicy: {} }, {}, null], volumes: 'none' },
      status: [],
    });
    assert.deepEqual(pod, {
      metadata: { name: 'a', labels: { good: 'x' }, ownerReferences: [{ kind: 'A', name: 'b', uid: 'c' }] },
      spec: { containers: [{ name: 'c' }] },
    });
    for (const value of [null, 7, [], {}, { metadata: null }, { metadata: { name: 7 } }])
      assert.equal(objectReader('pods')(value), undefined);
  });

  it('has no component by a name that every JavaScript object knows', () => {
    for (const label of ['constructor', '__proto__', 'toString'])
      assert.equal(
        componentOf({ metadata: { name: 'a', labels: { 'app.kubernetes.io/component': label } } }),
        'unknown',
      );
  });
});
