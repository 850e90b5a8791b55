import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectElasticsearch } from '../../src/elasticsearch/connect.ts';
import type { ElasticsearchApi } from '../../src/elasticsearch/ports.ts';
import { checkout } from '../ground/paths.ts';
import { loopback } from './loopback.ts';
import type { RecordedStore } from './record-elasticsearch.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface ServedStore {
  readonly api: ElasticsearchApi;
  /** Paths that nothing answers to, which is a failure of the test. */
  readonly unknown: readonly string[];
  close(): void;
}

/** A store on the loopback interface, by what it answers to which path, its query included. */
export async function storeOf(answerTo: (path: string) => Answer | undefined): Promise<ServedStore> {
  const unknown: string[] = [];
  const server = await loopback(({ url = '' }, response) => {
    const answer = answerTo(url);
    if (answer === undefined) unknown.push(url);
    response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json' }).end(answer?.body);
  });
  const api = connectElasticsearch({ scheme: 'http', host: '127.0.0.1', port: server.port, basePath: '/' }, {});
  return {
    api,
    unknown,
    close: () => {
      api.close();
      server.close();
    },
  };
}

/** What `npm run record -- elasticsearch` has recorded of a real one. */
export async function recordedStore(name: string): Promise<ServedStore & { readonly recordedMs: number }> {
  const file = join(checkout, 'test/fixtures/elasticsearch', `${name}.json`);
  const { answers, recordedMs } = JSON.parse(readFileSync(file, 'utf8')) as RecordedStore;
  return { ...(await storeOf((path) => answers[path])), recordedMs };
}
