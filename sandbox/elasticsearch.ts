import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { duplexPair } from 'node:stream';
import { isReady } from './jaeger.ts';
import type { StoredObject } from './store.ts';
import type { World } from './world.ts';

/** What a store answered: path → status and body. */
interface RecordedStore {
  readonly recordedMs: number;
  readonly answers: Readonly<Record<string, { readonly status: number; readonly body: string }>>;
}

const RECORDED = new URL('../test/fixtures/elasticsearch/production.json', import.meta.url);
const PORT = 9200;
const DAY_MS = 86_400_000;

/** How old a generation would be if each had lasted for days, and not the seconds of the recording; the last one is of this morning. */
const AGES: Readonly<Record<string, number>> = { '000001': 9 * DAY_MS, '000002': 4.2 * DAY_MS, '000003': 0.3 * DAY_MS };

/** Where the span store of the production instance listens: it says what the recorded one said, of indices that are older. It takes in nothing. */
export async function storePorts(
  podOf: (namespace: string, name: string) => StoredObject | undefined,
): Promise<NonNullable<World['ports']>> {
  const recorded = JSON.parse(await readFile(RECORDED, 'utf8')) as RecordedStore;
  const server = createServer((request, response) => {
    const { status, body } = recorded.answers[request.url ?? ''] ?? { status: 404, body: '{"status":404}' };
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
    response.end(aged(body));
  });
  return (namespace, name, port) => {
    const pod = podOf(namespace, name);
    if (pod?.metadata.labels?.['app'] !== 'opensearch' || port !== PORT || !isReady(pod)) return undefined;
    const [near, far] = duplexPair();
    server.emit('connection', far);
    return near;
  };
}

/** Of dependencies there is one generation alone, which is written to. */
const aged = (body: string): string =>
  body.replaceAll(
    /("jaeger-(\w+)-(\d{6})":\{"settings":[^}]*?"creation_date":")\d+/g,
    (_, before: string, type: string, generation: string) =>
      `${before}${Date.now() - (AGES[type === 'dependencies' ? '000003' : generation] ?? 0)}`,
  );
