import assert from 'node:assert/strict';
import { chooseWithJobs } from '../../../src/jaeger/index.ts';
import { chooseStore, type ChosenStore, type StoreChoice } from '../../../src/retention/choose-store.ts';
import { clusterWith, rawObjects, type RawObjects } from '../../support/recorded-cluster.ts';
import { encoded, NS, secret, service, STORE_URL, withQuery } from '../../support/store-users.ts';

const { signal } = new AbortController();
const choose = async (
  objects: RawObjects,
  choice: StoreChoice = {},
  forbidden: readonly string[] = [],
  namespace = NS,
): Promise<ChosenStore & { asked: readonly string[] }> => {
  const cluster = clusterWith(objects, forbidden);
  const chosen = await chooseWithJobs(cluster, { namespace });
  const store = await chooseStore(cluster, chosen, choice, signal);
  return { ...store, asked: cluster.asked };
};

const PASSWORDS = secret('es-user', { ES_USERNAME: 'jaeger', ES_PASSWORD: 'word' });
const asJaeger = {
  user: { name: 'jaeger', password: 'word' },
  skipsVerification: false,
  source: 'user and password of secrets/es-user in ns',
};

describe('the store of an instance', () => {
  it('is asked on OpenShift as the cleaner asks it, with the certificate of its Secret', async () => {
    const objects = await rawObjects('openshift');
    for (const one of objects['secrets'] ?? [])
      if (one.metadata.name.startsWith('jaeger-production-'))
        one['data'] = encoded({ ca: 'CA', cert: `certificate of ${one.metadata.name}`, key: 'KEY' });
    const { location, service: behind, identity } = await choose(objects, {}, [], 'jaeger-production');
    assert.deepEqual(location, {
      scheme: 'https',
      host: 'elasticsearch.jaeger-production.svc.cluster.local',
      port: 9200,
      basePath: '/',
    });
    assert.equal(behind?.metadata.name, 'elasticsearch');
    assert.deepEqual(identity, {
      certificate: { certificate: 'certificate of jaeger-production-curator', key: 'KEY' },
      authority: 'CA',
      skipsVerification: false,
      source: 'client certificate of secrets/jaeger-production-curator in jaeger-production',
    });
  });

  describe('of v1 is shown', () => {
    it('a user and a password, wherever they are', async () => {
      const key = (name: string): object => ({ name, valueFrom: { secretKeyRef: { name: 'es-user', key: name } } });
      for (const written of [
        { args: [STORE_URL], env: [key('ES_USERNAME'), key('ES_PASSWORD')] },
        { args: [STORE_URL], envFrom: [{ secretRef: { name: 'gone' } }, { secretRef: { name: 'es-user' } }] },
        { args: [STORE_URL, '--es.username=jaeger', '--es.password=$(ES_PASSWORD)'], env: [key('ES_PASSWORD')] },
        {
          args: [STORE_URL],
          env: [{ name: 'ES_USERNAME', value: 'jaeger' }],
          envFrom: [{ secretRef: { name: 'es-user' } }],
        },
      ]) {
        const { identity } = await choose(withQuery(written, [PASSWORDS]));
        assert.deepEqual(identity, asJaeger);
      }
    });

    it('what stands in its arguments, or in its address', async () => {
      const inArguments = await choose(withQuery({ args: [STORE_URL, '--es.username=a', '--es.password', 'b'] }));
      assert.deepEqual(inArguments.identity.user, { name: 'a', password: 'b' });
      assert.equal(inArguments.identity.source, 'user and password of the settings of deployments/jaeger-query');
      const inAddress = await choose(
        withQuery({ args: ['--es.server-urls=https://a:b%40c@es:9200/path,http://other'] }),
      );
      assert.deepEqual(inAddress.identity.user, { name: 'a', password: 'b@c' });
      assert.deepEqual(inAddress.location, { scheme: 'https', host: 'es', port: 9200, basePath: '/path/' });
      assert.equal(inAddress.identity.source, 'user and password of its address');
    });

    it('files of Secrets and ConfigMaps, projected and renamed ones too', async () => {
      const files = {
        args: [STORE_URL, '--es.token-file=/es/token', '--es.tls.ca=/ca/es.pem', '--es.tls.skip-host-verify'],
        volumes: [
          { name: 'a', projected: { sources: [{ secret: { name: 'other' } }, { secret: { name: 'es-token' } }] } },
          { name: 'b', configMap: { name: 'es-ca', items: [{ key: 'ca', path: 'es.pem' }] } },
        ],
        volumeMounts: [
          { name: 'a', mountPath: '/es' },
          { name: 'b', mountPath: '/ca/' },
        ],
      };
      const secrets = [secret('other', { x: 'y' }), secret('es-token', { token: 'tok\n' })];
      const authority = { configmaps: [{ metadata: { name: 'es-ca', namespace: NS }, data: { ca: 'CA' } }] };
      const { identity } = await choose(withQuery(files, secrets, authority));
      assert.deepEqual(identity, {
        token: 'tok',
        authority: 'CA',
        skipsVerification: true,
        source: 'token of secrets/es-token in ns',
      });
    });

    it('nothing, and no Secret is read for it', async () => {
      const { identity, asked } = await choose(withQuery({ args: ['--es.server-urls=http://es:9200'] }));
      assert.deepEqual(identity, { skipsVerification: false });
      assert.ok(asked.every((question) => !question.includes('secrets')));
    });
  });

  const usingSecret = { args: [STORE_URL], envFrom: [{ secretRef: { name: 'es-user' } }] };
  const FORBIDDEN = [`get secrets ${NS}`];

  it('is not asked without credentials where the instance shows some that cannot be read', async () => {
    await assert.rejects(choose(withQuery(usingSecret, [PASSWORDS]), {}, FORBIDDEN), (error: Error) => {
      assert.match(error.message, /get secrets ns is forbidden/);
      assert.match((error as { hints?: string[] } & Error).hints?.join() ?? '', /--es-secret/);
      return true;
    });
    const hidden = { args: [STORE_URL, '--es.token-file=/var/run/secrets/kubernetes.io/serviceaccount/token'] };
    await assert.rejects(choose(withQuery(hidden)), { code: 'NOT_FOUND', message: /of the Pod alone cannot be read/ });
  });

  it("is asked as ECK's own user where the instance's cannot be read, or shows nothing", async () => {
    const eck = {
      services: [service('es', { 'elasticsearch.k8s.elastic.co/cluster-name': 'prod' })],
      secrets: [
        secret('prod-es-elastic-user', { elastic: 'word' }),
        secret('prod-es-http-certs-public', { 'ca.crt': 'CA' }),
      ],
    };
    const hidden = { args: [STORE_URL, '--es.token-file=/token'] };
    for (const written of [hidden, { args: [STORE_URL] }]) {
      const { identity } = await choose(withQuery(written, [], eck));
      assert.deepEqual(identity, {
        user: { name: 'elastic', password: 'word' },
        authority: 'CA',
        source: 'user and password of secrets/prod-es-elastic-user in ns',
      });
    }
    const own = await choose(withQuery(usingSecret, [], { ...eck, secrets: [...eck.secrets, PASSWORDS] }));
    assert.deepEqual(own.identity, asJaeger);
  });

  it('is asked with the Secret that is named, and nothing of it is for another', async () => {
    for (const [data, expected] of [
      [{ username: 'a', password: 'b' }, { user: { name: 'a', password: 'b' } }],
      [{ ES_USERNAME: 'a', ES_PASSWORD: 'b' }, { user: { name: 'a', password: 'b' } }],
      [{ elastic: 'b' }, { user: { name: 'elastic', password: 'b' } }],
      [{ token: 't\n' }, { token: 't' }],
      [{ apiKey: 'k' }, { apiKey: 'k' }],
      [
        { 'tls.crt': 'c', 'tls.key': 'k', 'ca.crt': 'CA' },
        { certificate: { certificate: 'c', key: 'k' }, authority: 'CA' },
      ],
    ] as const) {
      const objects = withQuery(usingSecret, [secret('mine', data, 'other')]);
      const { identity } = await choose(objects, { secret: { namespace: 'other', name: 'mine' } });
      assert.deepEqual({ ...identity, ...expected }, identity);
      assert.match(identity.source ?? '', / of secrets\/mine in other$/);
    }
    const useless = withQuery(usingSecret, [secret('mine', { nonesuch: 'x', password: 'only' })]);
    await assert.rejects(choose(useless, { secret: { namespace: NS, name: 'mine' } }), {
      code: 'USAGE',
      message: 'secrets/mine in ns has nothing that a span store can be shown',
    });
  });

  it('is where --es-url says, with the authority of --es-ca', async () => {
    const choice = { url: 'https://es.example.com', authority: 'MINE' };
    const { location, service: behind, identity } = await choose(withQuery(usingSecret, [PASSWORDS]), choice);
    assert.deepEqual([location.host, location.port, behind], ['es.example.com', 443, undefined]);
    assert.deepEqual(identity, { ...asJaeger, authority: 'MINE' });
    await assert.rejects(choose(withQuery(usingSecret), { url: 'ftp://x' }), { code: 'USAGE' });
  });

  it('is nowhere when nobody says where', async () => {
    await assert.rejects(choose(withQuery({ args: [] })), {
      code: 'NOT_FOUND',
      message: /nothing says where instance/,
    });
  });
});
