import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { generate } from 'selfsigned';
import { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import { apiServer, clusterAt, failure, json, listOf } from '../../support/api-server.ts';

interface Pair {
  readonly key: string;
  readonly cert: string;
}

const HERE = { type: 7, ip: '127.0.0.1' } as const;

describe('TLS that is not accepted', () => {
  /** One that vouches for itself; of this day and a year, if nothing else is said. */
  async function certificate(
    subject: typeof HERE | { readonly type: 2; readonly value: string },
    days?: readonly [string, string],
  ): Promise<Pair> {
    const [notBeforeDate, notAfterDate] = (days ?? []).map((day) => new Date(day));
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'test' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [subject] }],
      ...(notBeforeDate && notAfterDate && { notBeforeDate, notAfterDate }),
    });
    return { key, cert };
  }

  async function errorOf(
    pair: { key: string; cert: string },
    trusted: boolean,
  ): Promise<{ code: string; message: string }> {
    const server = await apiServer((response) => json(response, 200, listOf([])), pair);
    const config = new KubeConfig();
    const caData = Buffer.from(pair.cert).toString('base64');
    config.loadFromOptions({
      clusters: [{ name: 'k', server: server.url, ...(trusted ? { caData } : {}) }],
      users: [{ name: 'u', token: 't' }],
      contexts: [{ name: 'c', cluster: 'k', user: 'u' }],
      currentContext: 'c',
    });
    const cluster = new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 2000 });
    try {
      const { code, message } = await failure(cluster.list('pods', {}));
      return { code, message };
    } finally {
      cluster.close();
      await server.close();
    }
  }

  const x509 = 'tls: failed to verify certificate: x509: ';

  it('is an unknown authority', async () => {
    const error = await errorOf(await certificate(HERE), false);
    assert.deepEqual(error, { code: 'TLS', message: `${x509}certificate signed by unknown authority` });
  });

  it('is another name', async () => {
    const error = await errorOf(await certificate({ type: 2, value: 'other.example' }), true);
    assert.equal(error.code, 'TLS');
    assert.match(error.message, /x509: .*127\.0\.0\.1.*not in the cert's list/);
  });

  it('is a certificate that has expired', async () => {
    const expired = await certificate(HERE, ['2020-01-01', '2020-01-02']);
    assert.deepEqual(await errorOf(expired, true), {
      code: 'TLS',
      message: `${x509}certificate has expired or is not yet valid`,
    });
  });

  it('is a server without TLS', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const error = await failure(clusterAt(`https://127.0.0.1:${port}`).list('pods', {}));
    server.close();
    assert.deepEqual([error.code, error.message], ['TLS', 'http: server gave HTTP response to HTTPS client']);
  });
});
