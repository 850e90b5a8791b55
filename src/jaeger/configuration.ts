import type { Container, PodSpec } from '../kubernetes/types.ts';
import { keysOfFile } from './mounts.ts';
import { valuesOfFlag, type Settings } from './settings.ts';

/** The configuration of Jaeger v2, an OpenTelemetry collector's: a tree whose leaves can be anything. */
export type Configuration = Readonly<Record<string, unknown>>;

/** Where a configuration is: a key of a ConfigMap, or text on the command line or in a variable. */
export type ConfigurationSource =
  | { readonly type: 'key'; readonly configMap: string; readonly key: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'elsewhere'; readonly uri: string };

/**
 * What `--config` of a container names, in its order; the later ones go over the earlier ones. None: the program takes the
 * configuration that is built into it, which keeps spans in memory (Jaeger 2.13).
 */
export function configurationSources(
  container: Container,
  spec: PodSpec,
  settings: Settings,
): readonly ConfigurationSource[] {
  return valuesOfFlag(container, 'config').map((uri): ConfigurationSource => {
    const [, scheme = 'file', rest = ''] = /^(?:(file|env|yaml|https?):)?(.*)$/s.exec(uri) ?? [];
    if (scheme === 'yaml') return { type: 'text', text: rest };
    if (scheme === 'env') return textSource(settings.get(rest), uri);
    return scheme === 'file' ? fileSource(container, spec, rest) : { type: 'elsewhere', uri };
  });
}

const textSource = (text: string | undefined, uri: string): ConfigurationSource =>
  text === undefined ? { type: 'elsewhere', uri } : { type: 'text', text };

/** The ConfigMap that is mounted where the file is. */
function fileSource(container: Container, spec: PodSpec, path: string): ConfigurationSource {
  const found = keysOfFile(container, spec, path).find(({ resource }) => resource === 'configmaps');
  return found === undefined
    ? { type: 'elsewhere', uri: path }
    : { type: 'key', configMap: found.name, key: found.key };
}

export const isTree = (value: unknown): value is Configuration =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps are merged, everything else is replaced: confmap's rule for several `--config` (OpenTelemetry collector 0.130). */
export function mergeConfigurations(base: Configuration, over: Configuration): Configuration {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTree(below) && isTree(value) ? mergeConfigurations(below, value) : value;
  }
  return merged;
}

/** What stands at a dotted path. */
export const at = (tree: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isTree(value) && Object.hasOwn(value, key) ? value[key] : undefined), tree);

export const textsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((item): item is string => typeof item === 'string');

/** `${env:NAME}` and `${env:NAME:-default}`, `${NAME}` too, with the container's own variables; others stay as they are. */
export const expand = (text: string, settings: Settings): string =>
  text.replaceAll(
    /\$\{(?:env:)?(\w+)(?::-([^}]*))?\}/g,
    (whole, name: string, fallback?: string) => settings.get(name) ?? fallback ?? whole,
  );

/** Leaves by their dotted path. */
export function flattenConfiguration(tree: Configuration, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    if (isTree(value)) return flattenConfiguration(value, `${prefix}${key}.`);
    const scalar: unknown = Array.isArray(value) ? (value as unknown[])[0] : value;
    return ['string', 'number', 'boolean'].includes(typeof scalar) ? [[prefix + key, String(scalar)]] : [];
  });
}
