import type { FieldChange, Plan, Step } from '../../src/plan/index.ts';
import type { ApiResource } from '../../src/kubernetes/types.ts';

const CONFIG_MAPS: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
};

const metadata = (name: string): { name: string; namespace: string } => ({ name, namespace: 'ns' });

const configMap = (name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata(name),
  data,
});

export const applied = (name: string, data: object = {}, isNew = true): Step => ({
  type: 'apply',
  resource: CONFIG_MAPS,
  manifest: configMap(name, data),
  isNew,
});

export function patched(name: string, changes: readonly FieldChange[] = [], more: object = {}): Step {
  const live = { ...configMap(name, { a: '1' }), metadata: { ...metadata(name), uid: 'u', resourceVersion: '1' } };
  return {
    type: 'patch',
    resource: CONFIG_MAPS,
    object: metadata(name),
    patch: { type: 'merge', changes: { data: { a: '2' } } },
    preconditions: { uid: 'u', resourceVersion: '1' },
    live,
    changes,
    conflicts: [],
    ...more,
  };
}

export function deleted(name: string): Step {
  const live = configMap(name, { a: '1' });
  return { type: 'delete', resource: CONFIG_MAPS, object: metadata(name), preconditions: { uid: 'u' }, live };
}

export const kept = (name: string): Step => ({
  type: 'keep',
  resource: CONFIG_MAPS,
  object: metadata(name),
  live: configMap(name, { a: '1' }),
});

export const planOf = (steps: readonly Step[], more: Partial<Plan> = {}): Plan => ({
  context: 'c',
  server: 'https://example.com',
  namespace: 'ns',
  title: 'change maps',
  subject: 'maps',
  steps,
  notes: [],
  destroys: [],
  ...more,
});
