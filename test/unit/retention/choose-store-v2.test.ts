import assert from 'node:assert/strict';
import { chooseWithJobs } from '../../../src/jaeger/index.ts';
import { chooseStore } from '../../../src/retention/choose-store.ts';
import type { StoreIdentity } from '../../../src/elasticsearch/ports.ts';
import { clusterWith, type RawObjects } from '../../support/recorded-cluster.ts';
import { NS, secret, service, v2Of } from '../../support/store-users.ts';

const { signal } = new AbortController();

async function identityIn(objects: RawObjects): Promise<StoreIdentity> {
  const cluster = clusterWith(objects);
  return (await chooseStore(cluster, await chooseWithJobs(cluster, { namespace: NS }), {}, signal)).identity;
}

const AS_JAEGER = {
  user: { name: 'jaeger', password: 'word' },
  skipsVerification: false,
  source: 'user and password of secrets/es-user in ns',
};
const PASSWORDS = secret('es-user', { ES_USERNAME: 'jaeger', ES_PASSWORD: 'word' });

describe('the store of an instance of v2 is shown', () => {
  const address = { server_urls: ['https://es:9200'] };

  it('what its backend says, with its variables', async () => {
    const env = [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'es-user', key: 'ES_PASSWORD' } } }];
    for (const backend of [
      { auth: { basic: { username: 'jaeger', password: '${env:PASSWORD}' } } },
      { auth: { basic: { username: '${NAME:-jaeger}', password: '${PASSWORD}' } } },
    ]) {
      const objects = {
        ...v2Of({ ...address, ...backend }, { env }),
        secrets: [PASSWORDS],
        services: [service('es')],
      };
      assert.deepEqual(await identityIn(objects), AS_JAEGER);
    }
    const objects = { ...v2Of({ ...address, auth: { authenticator: 'basicauth' } }, { env }), secrets: [PASSWORDS] };
    assert.deepEqual((await identityIn(objects)).user, { name: 'u', password: 'word' });
  });

  it('what stands in files and in headers', async () => {
    const mounted = {
      volumes: [{ name: 's', secret: { secretName: 'es-files' } }],
      volumeMounts: [{ name: 's', mountPath: '/es' }],
    };
    const basic = `Basic ${Buffer.from('jaeger:wo:rd').toString('base64')}`;
    for (const [backend, expected] of [
      [
        { auth: { basic: { username: 'jaeger', password_file: '/es/password' } } },
        { user: { name: 'jaeger', password: 'word' } },
      ],
      [
        { auth: { basic: { username: 'jaeger', password: '${file:/es/password}' } } },
        { user: { name: 'jaeger', password: 'word' } },
      ],
      [{ custom_headers: { Authorization: basic } }, { user: { name: 'jaeger', password: 'wo:rd' } }],
      [{ custom_headers: { authorization: 'ApiKey ${file:/es/key}' } }, { apiKey: 'k' }],
      [{ custom_headers: { Authorization: 'Bearer t' } }, { token: 't' }],
    ] as const) {
      const objects = {
        ...v2Of({ ...address, ...backend }, mounted),
        secrets: [secret('es-files', { password: 'word\r\n', key: 'k\n' })],
      };
      const identity = await identityIn(objects);
      assert.deepEqual({ ...identity, ...expected }, identity);
    }
  });

  it('nothing that this program could make: whoever signs for AWS is told so', async () => {
    const objects = v2Of({ ...address, auth: { authenticator: 'sigv4auth' } });
    await assert.rejects(identityIn(objects), {
      code: 'NOT_FOUND',
      message: /the extension sigv4auth of the Pod alone/,
    });
  });

  it('files, under another name if it says so', async () => {
    const volumes = [{ name: 's', secret: { secretName: 'es-key' } }];
    const volumeMounts = [
      { name: 's', mountPath: '/es/key', subPath: 'api' },
      { name: 's', mountPath: '/tls' },
    ];
    const backend = {
      ...address,
      auth: { api_key: { file_path: '/es/key' } },
      tls: { ca_file: '/tls/ca.crt', server_name_override: 'elastic', insecure_skip_verify: false },
    };
    const objects = {
      ...v2Of(backend, { volumes, volumeMounts }),
      secrets: [secret('es-key', { api: 'k', 'ca.crt': 'CA' })],
    };
    const identity = await identityIn(objects);
    assert.deepEqual(identity, {
      apiKey: 'k',
      authority: 'CA',
      serverName: 'elastic',
      skipsVerification: false,
      source: 'API key of secrets/es-key in ns',
    });
  });
});
