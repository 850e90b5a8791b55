import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ApiCluster } from '../../../src/kubernetes/api-cluster.ts';
import { apiServer, clusterAt, failure, json, listOf } from '../../support/api-server.ts';

interface Pair {
  readonly key: string;
  readonly cert: string;
}

describe('TLS that is not accepted', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'kubectl-jaeger-tls-'));
  });
  after(() => rmSync(dir, { recursive: true }));

  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });

  /** Of a day in the past, which `openssl req` cannot do before 3.4. */
  function certificate(
    name: string,
    subject: string,
    days: readonly [string, string] = ['20200101', '21200101'],
  ): Pair {
    const extensions = `[x]\nsubjectAltName=${subject}\n[ca]\ndefault_ca=c\n[c]\npolicy=p\nserial=serial\n`;
    writeFileSync(
      join(dir, 'ca.cnf'),
      `${extensions}database=${name}.db\nnew_certs_dir=.\ndefault_md=sha256\n[p]\ncommonName=supplied\n`,
    );
    writeFileSync(join(dir, `${name}.db`), '');
    const key = `${name}.key`;
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', ...ec, '-keyout', key, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const [from, to] = days.map((day) => `${day}000000Z`);
    const signing = ['-selfsign', '-keyfile', key, '-in', `${name}.csr`, '-out', `${name}.crt`, '-extensions', 'x'];
    openssl(
      'ca',
      '-batch',
      '-notext',
      '-create_serial',
      '-config',
      'ca.cnf',
      ...signing,
      '-startdate',
      from ?? '',
      '-enddate',
      to ?? '',
    );
    return { key: readFileSync(join(dir, key), 'utf8'), cert: readFileSync(join(dir, `${name}.crt`), 'utf8') };
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
    const error = await errorOf(certificate('unknown', 'IP:127.0.0.1'), false);
    assert.deepEqual(error, { code: 'TLS', message: `${x509}certificate signed by unknown authority` });
  });

  it('is another name', async () => {
    const error = await errorOf(certificate('other', 'DNS:other.example'), true);
    assert.equal(error.code, 'TLS');
    assert.match(error.message, /x509: .*127\.0\.0\.1.*not in the cert's list/);
  });

  it('is a certificate that has expired', async () => {
    const expired = certificate('expired', 'IP:127.0.0.1', ['20200101', '20200102']);
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
