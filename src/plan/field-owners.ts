import type { OwnedField } from './plan.ts';

interface ManagedFields {
  readonly manager: string;
  readonly fieldsV1: Readonly<Record<string, unknown>>;
}

/**
 * Who beside `exempt` owns the fields at these paths: what a server-side apply of them would be refused for. Read from
 * `metadata.managedFields` (Kubernetes 1.36, structured-merge-diff 6: `f:` before the name of a field). Whoever owns a map owns
 * that it is there, and not what others have put into it.
 */
export function ownersOf(
  managedFields: unknown,
  paths: readonly (readonly string[])[],
  exempt: readonly string[],
): readonly OwnedField[] {
  const others = (Array.isArray(managedFields) ? managedFields : [])
    .filter(isManagedFields)
    .filter(({ manager }) => !exempt.includes(manager));
  return paths.flatMap((path) =>
    others
      .filter(({ fieldsV1 }) => owns(fieldsV1, path))
      .map(({ manager }) => ({ manager, field: path.map((name) => `.${name}`).join('') })),
  );
}

function owns(fields: Readonly<Record<string, unknown>>, [first, ...rest]: readonly string[]): boolean {
  // Somebody else owns something below what we change as a whole.
  if (first === undefined) return true;
  const below = fields[`f:${first}`];
  if (!isRecord(below)) return false;
  return owns(below, rest);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isManagedFields = (value: unknown): value is ManagedFields =>
  isRecord(value) && typeof value['manager'] === 'string' && isRecord(value['fieldsV1']);
