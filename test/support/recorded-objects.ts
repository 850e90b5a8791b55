import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../ground/paths.ts';

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid: string };
}

/** Resource as `kubectl api-resources -o name` writes it → its objects, in the server's order. */
export type RecordedObjects = Readonly<Record<string, readonly KubernetesObject[]>>;

const FOLDER = join(checkout, 'test/fixtures/objects');

/** Every object of a cluster that has this set and what it needs. */
export const objectsFile = (set: string): string => join(FOLDER, `${set}.json`);

export const recordedSets = (): string[] => readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));

export const recordedObjects = async (set: string): Promise<RecordedObjects> =>
  JSON.parse(await readFile(objectsFile(set), 'utf8')) as RecordedObjects;
