import assert from 'node:assert/strict';
import { connectElasticsearch } from '../../../src/cli/wiring.ts';
import { loopback } from '../../support/loopback.ts';
import { HEALTH } from '../../support/stores.ts';

describe('requests to a span store', () => {
  it('are logged as the cluster’s are, without what they show', async () => {
    const server = await loopback((_request, response) => void response.end(HEALTH));
    const write = process.stderr.write.bind(process.stderr);
    let logged = '';
    process.stderr.write = (text: string | Uint8Array): boolean => {
      logged += String(text);
      return true;
    };
    try {
      const location = { scheme: 'http', host: '127.0.0.1', port: server.port, basePath: '/' } as const;
      const api = (await connectElasticsearch(8))(location, { user: { name: 'jaeger', password: 'word' } });
      await api.health(new AbortController().signal);
      api.close();
    } finally {
      process.stderr.write = write;
      server.close();
    }
    assert.match(
      logged,
      /"Response" verb="GET" url="http:\/\/127\.0\.0\.1:\d+\/_cluster\/health\?\S+" status="200 OK"/,
    );
    assert.match(logged, /authorization: <masked>/);
    assert.doesNotMatch(logged, new RegExp(`word|${Buffer.from('jaeger:word').toString('base64')}`));
  });
});
