import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { QueryApi } from '../../../src/jaeger-api/ports.ts';
import { queryApi } from '../../../src/jaeger-api/query-api.ts';

const { signal } = new AbortController();

describe('the query API', () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serving(listener: RequestListener, basePath = '/'): Promise<QueryApi> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return queryApi({ scheme: 'http', host: '127.0.0.1', port: (server.address() as AddressInfo).port, basePath });
  }

  const answering = (status: number, body: string): Promise<QueryApi> =>
    serving((_request, response) => void response.writeHead(status).end(body));

  it('gives the services, below the base path', async () => {
    const asked: (string | undefined)[] = [];
    const api = await serving(({ url }, response) => {
      asked.push(url);
      response.end('{"data":["a","b"],"total":2,"limit":0,"offset":0,"errors":null}');
    }, '/jaeger/');
    assert.deepEqual(await api.services(signal), ['a', 'b']);
    assert.deepEqual(asked, ['/jaeger/api/services']);
  });

  it('takes null for none, as Jaeger writes an empty list', async () => {
    assert.deepEqual(await (await answering(200, '{"data":null,"errors":null}')).services(signal), []);
  });

  it('says what Jaeger says', async () => {
    const api = await answering(500, '{"data":null,"errors":[{"code":500,"msg":"no available connection"}]}');
    await assert.rejects(api.services(signal), {
      code: 'JAEGER_API',
      message: 'the query service answers 500: no available connection',
    });
  });

  it('is not taken in by a page of somebody else', async () => {
    const api = await answering(200, '<!DOCTYPE html>\nmore');
    await assert.rejects(api.services(signal), {
      code: 'JAEGER_API',
      message: 'the query service answers 200: <!DOCTYPE html>',
    });
  });

  it('says that the connection broke', async () => {
    const api = await serving((request) => request.socket.destroy());
    await assert.rejects(api.services(signal), {
      code: 'NOT_REACHED',
      message: 'the query service does not answer: the connection broke',
    });
  });

  it('ends with the signal, and with its reason', async () => {
    const api = await serving(() => over.abort('enough'));
    const over = new AbortController();
    await assert.rejects(api.services(over.signal), (reason) => reason === 'enough');
  });
});
