import type { ComponentWorkload } from './instance.ts';
import { settingOf } from './settings.ts';

/** How a setting of a store is called: v1's flag, and v2's path below the backend. */
export interface StoreSettingName {
  readonly v1: string;
  readonly v2: string;
}

/** What a workload says of the store that it keeps spans in; undefined where it says nothing, and its default holds. */
export function storeSetting(
  { generation, settings, storage }: ComponentWorkload,
  { v1, v2 }: StoreSettingName,
): string | undefined {
  if (generation === 'v1') return settingOf(settings, v1);
  const { backend, type } = storage;
  return backend === undefined
    ? undefined
    : settings.get(`extensions.jaeger_storage.backends.${backend}.${type}.${v2}`);
}
