import assert from 'node:assert/strict';
import { ownersOf } from '../../../src/plan/index.ts';

const fields = (manager: string, fieldsV1: unknown): object => ({ manager, operation: 'Apply', fieldsV1 });

describe('ownersOf', () => {
  const managedFields = [
    fields('argocd', { 'f:spec': { 'f:strategy': {}, 'f:storage': { '.': {}, 'f:options': {} } } }),
    fields('operator', { 'f:spec': { 'f:strategy': {} } }),
    fields('nonsense', 7),
    { manager: 7, fieldsV1: {} },
    undefined,
  ];

  it('finds the owner of a field, and of what lies in it', () => {
    const owners = (...paths: string[][]): unknown =>
      ownersOf(managedFields, paths, ['operator']).map(({ manager, field }) => `${manager} ${field}`);
    assert.deepEqual(owners(['spec', 'strategy']), ['argocd .spec.strategy']);
    assert.deepEqual(owners(['spec', 'storage']), ['argocd .spec.storage']);
    const none = [['spec', 'storage', 'options', 'es'], ['spec', 'query'], ['metadata']];
    assert.deepEqual(owners(...none), []);
  });

  it('knows none where nobody keeps books', () => {
    for (const none of [undefined, {}, [], 'text']) assert.deepEqual(ownersOf(none, [['spec']], []), []);
  });
});
