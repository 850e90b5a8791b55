import assert from 'node:assert/strict';
import { fromFailure } from '../../../src/kubernetes/connection-failures.ts';

const failed = (code: string, message = 'in detail\nand more'): Error => Object.assign(new Error(message), { code });
const place = { server: 'https://api.example:6443', timeoutMs: 1000 };

describe('fromFailure', () => {
  for (const [code, expected, message] of [
    ['EAI_AGAIN', 'UNREACHABLE', 'dial tcp: lookup api.example: the name server does not answer'],
    ['ETIMEDOUT', 'UNREACHABLE', 'dial tcp api.example:6443: i/o timeout'],
    ['EHOSTUNREACH', 'UNREACHABLE', 'dial tcp api.example:6443: no route to host'],
    ['ENETUNREACH', 'UNREACHABLE', 'dial tcp api.example:6443: network is unreachable'],
    ['ECONNRESET', 'UNREACHABLE', 'the connection to api.example:6443 was closed before the answer was complete'],
    ['EPIPE', 'UNREACHABLE', 'the connection to api.example:6443 was closed before the request was sent'],
    [
      'CERT_NOT_YET_VALID',
      'TLS',
      'tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
    ],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'TLS', 'tls: in detail'],
    ['constructor', 'UNREACHABLE', 'in detail'],
  ] as const)
    it(`knows ${code}`, () => {
      const error = fromFailure(failed(code), place);
      assert.deepEqual([error.code, error.message], [expected, message]);
    });

  it('has a word for what is no error at all', () => {
    assert.equal(fromFailure('odd', place).message, 'odd');
  });
});
