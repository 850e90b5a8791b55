import { objectName, refused, type Check } from './checks.ts';
import type { Assignment } from './tree.ts';

/** What is written into the resource for a choice, below `spec`. Throws USAGE. */
export type Assigns = (text: string, flag: string) => readonly Assignment[];

export const into =
  (check: Check, ...paths: readonly string[]): Assigns =>
  (text, flag) => {
    const value = check(text, flag);
    return paths.map((path) => ({ path: path.split('.'), value }));
  };

/** Whoever names a part of the cleaner wants it: it may have been switched off. */
export const cleaning =
  (check: Check, path: string): Assigns =>
  (text, flag) => [{ path: CLEANER, value: true }, ...into(check, path)(text, flag)];

export const CLEANER = ['storage', 'esIndexCleaner', 'enabled'];

/** Without it the operator makes no rollover job (jaeger-operator 1.65, normalizeRollover). */
export const ALIASES = ['storage', 'options', 'es', 'use-aliases'];

export const rolling =
  (check: Check, path: string): Assigns =>
  (text, flag) => [{ path: ALIASES, value: true }, ...into(check, path)(text, flag)];

const CA_DIRECTORY = '/etc/jaeger/es-ca';

/**
 * The operator takes volumes for all components and Jobs at once, and the path as an option; its webhook then sets
 * `es.tls.enabled` (jaeger-operator 1.65).
 */
export function authority(text: string, flag: string): readonly Assignment[] {
  const [, kind = 'secret', name = '', key = 'ca.crt'] =
    /^(?:(secret|configmap)\/)?([^/:]+)(?::([\w.-]+))?$/.exec(text) ?? [];
  if (name === '') throw refused(flag, text, 'it is [secret/|configmap/]NAME[:KEY]');
  objectName(name, flag);
  const items = [{ key, path: key }];
  const source = kind === 'secret' ? { secret: { secretName: name, items } } : { configMap: { name, items } };
  return [
    { path: ['storage', 'options', 'es', 'tls', 'ca'], value: `${CA_DIRECTORY}/${key}` },
    { path: ['volumes'], value: [{ name: 'es-ca', ...source }] },
    { path: ['volumeMounts'], value: [{ name: 'es-ca', mountPath: CA_DIRECTORY, readOnly: true }] },
  ];
}

/** Badger keeps everything in memory unless it is told otherwise, and its two directories (Jaeger 1.76). */
export function badgerClaim(text: string, flag: string): readonly Assignment[] {
  const claimName = objectName(text, flag);
  return [
    badger('ephemeral', false),
    badger('directory-key', '/badger/key'),
    badger('directory-value', '/badger/data'),
    { path: ['allInOne', 'volumes'], value: [{ name: 'badger', persistentVolumeClaim: { claimName } }] },
    { path: ['allInOne', 'volumeMounts'], value: [{ name: 'badger', mountPath: '/badger' }] },
  ];
}

const badger = (option: string, value: unknown): Assignment => ({
  path: ['storage', 'options', 'badger', option],
  value,
});
