import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { collect, lines } from '../../../src/kubernetes/body.ts';
import { warningTexts } from '../../../src/kubernetes/warnings.ts';
import { failure, json, listOf, withApi } from '../../support/api-server.ts';

async function all(source: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of source) found.push(line);
  return found;
}

describe('a successful answer', () => {
  for (const [what, body] of Object.entries({
    'a login page': '<html><title>Log in</title>',
    'cut JSON': '{"items":[{"metadata":{"na',
    nothing: '',
    'a number': '7',
    'a list without items': '{"metadata":{}}',
    'items that are no list': '{"items":{"a":1}}',
    'an array': '[]',
  }))
    it(`is refused when it is ${what}`, () =>
      withApi(
        (response) => json(response, 200, body),
        async (cluster) => {
          const error = await failure(cluster.list('pods', {}));
          assert.equal(error.code, 'BAD_ANSWER');
          assert.match(error.message, /^what the server answered to GET \/api\/v1\/pods is no Kubernetes API object: /);
        },
      ));

  it('is refused when it is an object without a name', () =>
    withApi(
      (response) => json(response, 200, { metadata: {} }),
      async (cluster) => {
        assert.equal((await failure(cluster.get('pods', { namespace: 'ns', name: 'a' }))).code, 'BAD_ANSWER');
      },
    ));

  it('may have null for an empty list', () =>
    withApi(
      (response) => json(response, 200, '{"items":null}'),
      async (cluster) => assert.deepEqual(await cluster.list('pods', {}), []),
    ));

  it('may be packed', () =>
    withApi(
      (response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(listOf(['a'])))),
      async (cluster) => assert.equal((await cluster.list('pods', {})).length, 1),
    ));

  it('is refused when its packing is broken or cut', async () => {
    const packed = gzipSync(JSON.stringify(listOf(['a'])));
    for (const body of [packed.subarray(0, -20), Buffer.from('no gzip')])
      await withApi(
        (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body),
        async (cluster) => assert.equal((await failure(cluster.list('pods', {}))).code, 'BAD_ANSWER'),
      );
  });

  it('is not held beyond a limit, whole or line by line', async () => {
    const big = (): Readable => Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(1024)));
    assert.equal((await failure(collect(big(), 50_000))).code, 'BAD_ANSWER');
    assert.equal((await failure(all(lines(big(), 50_000)))).code, 'BAD_ANSWER');
    assert.equal((await collect(big())).length, 102_400);
  });
});

describe('lines', () => {
  it('are found wherever the chunks end', async () => {
    const text = 'one\ntwö\n\nthree';
    const bytes = Buffer.from(text);
    for (let size = 1; size <= bytes.length; size++) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      assert.deepEqual(await all(lines(Readable.from(chunks))), text.split('\n'));
    }
  });
});

describe('warnings', () => {
  it('are read from headers as client-go reads them', () => {
    assert.deepEqual(
      warningTexts([
        '299 - "use \\"kubernetes.io/os\\" instead"',
        '299 - "one", 299 - "two, and more" "Mon, 23 Nov 2026 08:00:00 GMT"',
        '199 - "not this"',
        '299 - ""',
        'nonsense "x',
      ]),
      ['use "kubernetes.io/os" instead', 'one', 'two, and more'],
    );
  });

  it('are told once each', async () => {
    const warned: string[] = [];
    await withApi(
      (response, _, number) => {
        response.setHeader('warning', ['299 - "old"', `299 - "number ${Math.min(number, 2)}"`]);
        json(response, 200, listOf([]));
      },
      async (cluster) => {
        for (let times = 0; times < 3; times++) await cluster.list('pods', {});
      },
      { onWarning: (text) => warned.push(text) },
    );
    assert.deepEqual(warned, ['old', 'number 1', 'number 2']);
  });
});
