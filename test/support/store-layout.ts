import assert from 'node:assert/strict';

/** What the contract of the Elasticsearch port finds in a store: indices, templates and aliases of every kind, under a prefix of their own. */
export const PREFIX = 'contract-';
const index = (name: string): string => `${PREFIX}jaeger-${name}`;

const settings = (more: object = {}): object => ({ settings: { number_of_shards: 1, number_of_replicas: 0, ...more } });

export type Ask = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

export const asking =
  (url: string): Ask =>
  async (method, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    assert.ok(
      answer.ok || (method === 'DELETE' && answer.status === 404),
      `${method} ${path}: ${answer.status} ${text}`,
    );
    return JSON.parse(text) as unknown;
  };

/** Puts it there; the same twice makes no difference. */
export async function layOut(ask: Ask): Promise<void> {
  await clearLayout(ask);
  await ask('PUT', `_template/${PREFIX}jaeger-span`, {
    order: 3,
    index_patterns: [`*${PREFIX}jaeger-span-*`],
    settings: { number_of_shards: 2, number_of_replicas: 1 },
    aliases: { [index('span-read')]: {} },
    mappings: { properties: { traceID: { type: 'keyword' } } },
  });
  await ask('PUT', `_template/${PREFIX}others`, { index_patterns: ['others-*'], settings: {} });
  await ask('PUT', `_index_template/${PREFIX}custom`, {
    index_patterns: [index('archive-*')],
    priority: 7,
    template: { settings: { number_of_replicas: 2 }, aliases: { [index('archive-read')]: {} } },
  });
  await ask('PUT', index('span-2026-01-02'), settings());
  await ask('PUT', index('span-2026.01.03'), settings({ number_of_replicas: 1 }));
  await ask('PUT', index('service-000001'), {
    ...settings(),
    aliases: { [index('service-write')]: { is_write_index: true }, [index('service-read')]: {} },
  });
  await ask('PUT', index('service-2026-01-01'), settings());
  await ask('PUT', index('sampling-hidden'), settings({ hidden: true }));
  await ask('PUT', 'contract-others', settings());
  const spans = { traceID: 'a', tags: [{ key: 'b' }] };
  await ask('PUT', `${index('span-2026-01-02')}/_doc/1?refresh=true`, spans);
  await ask('PUT', `${index('span-2026-01-02')}/_settings`, { 'index.blocks.read_only_allow_delete': true });
  await ask('POST', `${index('service-2026-01-01')}/_close`);
}

/** Takes it away again. */
export async function clearLayout(ask: Ask): Promise<void> {
  for (const name of ['span-2026-01-02', 'span-2026.01.03', 'service-000001', 'service-2026-01-01', 'sampling-hidden'])
    await ask('DELETE', index(name));
  await ask('DELETE', 'contract-others');
  for (const name of ['_template/contract-jaeger-span', '_template/contract-others', '_index_template/contract-custom'])
    await ask('DELETE', name);
}
