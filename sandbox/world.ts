import { readFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import type { StoredObject } from './store.ts';

/** A world as it is recorded; see README.md. */
export interface RecordedWorld {
  /** RFC 3339, in whole seconds: all times in the objects and logs are told relative to it. */
  readonly recordedAt: string;
  readonly objects: readonly StoredObject[];
  /** `NAMESPACE/POD/CONTAINER`, and with `/previous` of the run before → what it has written, each line behind its time. */
  readonly logs: Readonly<Record<string, string>>;
}

/** What a practice cluster starts from. */
export interface World extends Omit<RecordedWorld, 'recordedAt'> {
  /** Path → what the API server says there of itself. */
  readonly discovery: Readonly<Record<string, unknown>>;
  /** What a port of a Pod leads to: a connection, of its own for each call; undefined where nobody listens. */
  readonly ports?: (namespace: string, pod: string, port: number) => Duplex | undefined;
}

const FOLDER = new URL('../test/fixtures/worlds/', import.meta.url);

const read = (name: string): Promise<string> => readFile(new URL(`${name}.json`, FOLDER), 'utf8');

/** A cluster with nothing but what every cluster has. */
export async function emptyWorld(): Promise<World> {
  const discovery = JSON.parse(await read('discovery')) as World['discovery'];
  const objects = ['default', 'kube-public', 'kube-system'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  return { discovery, objects, logs: {} };
}

/** A recorded world, as old now as it was when it was recorded: every time in it is moved by what has passed since then. */
export async function loadWorld(name: string, now = Date.now()): Promise<World> {
  const [empty, text] = await Promise.all([emptyWorld(), read(name)]);
  const { recordedAt } = JSON.parse(text) as RecordedWorld;
  const passed = Math.floor((now - Date.parse(recordedAt)) / 1000) * 1000;
  const { objects, logs } = JSON.parse(text.replaceAll(SECONDS, (time) => moved(time, passed))) as RecordedWorld;
  return { ...empty, objects: [...empty.objects, ...objects], logs };
}

/** Fractions of seconds stay as they are. */
const SECONDS = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=(?:\.\d+)?Z)/g;

const moved = (time: string, milliseconds: number): string =>
  new Date(Date.parse(`${time}Z`) + milliseconds).toISOString().slice(0, 19);
