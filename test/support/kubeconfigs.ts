import { readFileSync } from 'node:fs';
import { tlsFile } from './recording-servers.ts';

export const base64 = (name: string): string => readFileSync(tlsFile(name)).toString('base64');

export type Entry = object;

interface Parts {
  readonly clusters?: Readonly<Record<string, Entry>>;
  readonly users?: Readonly<Record<string, Entry | null>>;
  readonly contexts?: Readonly<Record<string, Entry>>;
  readonly current?: string;
}

const list = (kind: string, entries: Readonly<Record<string, unknown>> = {}): object[] =>
  Object.entries(entries).map(([name, entry]) => ({ name, [kind]: entry }));

export const kubeconfig = ({ clusters, users, contexts, current }: Parts): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: list('cluster', clusters),
  users: list('user', users),
  contexts: list('context', contexts),
  'current-context': current,
});

/** A kubeconfig of one context, `c`: cluster `k`, user `u`. */
export const simple = (cluster: Entry, user: Entry, namespace?: string): object =>
  kubeconfig({
    clusters: { k: cluster },
    users: { u: user },
    contexts: { c: { cluster: 'k', user: 'u', namespace } },
    current: 'c',
  });
