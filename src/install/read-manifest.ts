import { JaegerError } from '../errors/index.ts';
import { at, isTree } from '../jaeger/index.ts';
import type { Tree } from './tree.ts';

/** A resource of the v1 operator as somebody writes it: what it says, and nothing else. */
export interface JaegerManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Tree & { readonly name: string; readonly namespace?: string };
  readonly spec?: Tree;
}

export interface ReadManifest {
  readonly manifest: JaegerManifest;
  /** Other objects in the file, `KIND/NAME`. */
  readonly others: readonly string[];
}

export const API_VERSION = 'jaegertracing.io/v1';

/** What a resource that was read from a cluster has, and no wish is. */
const BOOKS = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
  'selfLink',
  'ownerReferences',
  'finalizers',
]);

/**
 * The Jaeger resource of a file of YAML or JSON; of several the one that has the name. It takes the name where it has another or none.
 * Throws USAGE.
 */
export async function readManifest(text: string, name: string | undefined): Promise<ReadManifest> {
  const objects = await objectsIn(text);
  const jaegers = objects.filter((object) => object['kind'] === 'Jaeger');
  const named = jaegers.filter((object) => at(object, 'metadata', 'name') === name);
  const [chosen, ...more] = named.length > 0 ? named : jaegers;
  if (chosen === undefined) throw wrong(`there is no resource of kind Jaeger (${objects.map(nameOf).join(', ')})`);
  if (more.length > 0) throw wrong(`there are several: name one of ${jaegers.map(nameOf).join(', ')}`);
  if (chosen['apiVersion'] !== API_VERSION)
    throw wrong(`apiVersion is ${String(chosen['apiVersion'])}, not ${API_VERSION}`);
  const others = objects.filter((object) => object !== chosen && !jaegers.includes(object)).map(nameOf);
  return { manifest: manifestOf(chosen, name), others };
}

function manifestOf(object: Tree, name: string | undefined): JaegerManifest {
  const { metadata, spec } = object;
  const own = name ?? at(metadata, 'name');
  if (typeof own !== 'string') throw wrong('the resource has no name: give it one, as NAME');
  if (spec !== undefined && spec !== null && !isTree(spec)) throw wrong('spec is no map');
  const kept = Object.entries(isTree(metadata) ? metadata : {}).filter(([field]) => !BOOKS.has(field));
  return {
    apiVersion: API_VERSION,
    kind: 'Jaeger',
    metadata: { ...Object.fromEntries(kept), name: own },
    ...(isTree(spec) ? { spec } : {}),
  };
}

async function objectsIn(text: string): Promise<readonly Tree[]> {
  const { parseAllDocuments } = await import('yaml'); // only a file is YAML
  const documents = parseAllDocuments(text, { logLevel: 'error' });
  return [documents].flat().flatMap((document): readonly Tree[] => {
    const [error] = document.errors;
    if (error !== undefined) throw wrong(error.message.split('\n')[0] ?? 'no YAML');
    const value: unknown = document.toJS();
    const items = at(value, 'items');
    const objects = Array.isArray(items) ? (items as unknown[]) : [value];
    return objects.filter((object): object is Tree => isTree(object));
  });
}

const nameOf = (object: Tree): string => `${String(object['kind'])}/${String(at(object, 'metadata', 'name'))}`;

const wrong = (why: string): JaegerError => new JaegerError('USAGE', `--filename: ${why}`);
