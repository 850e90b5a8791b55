import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connectElasticsearch } from '../../../src/elasticsearch/connect.ts';
import { chooseWithJobs } from '../../../src/jaeger/index.ts';
import type { Executor, Forwarder, Reader, Watcher } from '../../../src/kubernetes/ports.ts';
import type { StoreChoice } from '../../../src/retention/choose-store.ts';
import { openStore, type OpenStore } from '../../../src/retention/open-store.ts';
import { loopback, type Loopback } from '../../support/loopback.ts';
import { clusterOfPods } from '../../support/pods-that-come.ts';
import { clusterWith, type RawObjects } from '../../support/recorded-cluster.ts';
import { tlsFile } from '../../support/recording-servers.ts';
import { NS, secret, service, withQuery } from '../../support/store-users.ts';
import { HEALTH } from '../../support/stores.ts';

const { signal } = new AbortController();
const pem = (name: string): string => readFileSync(tlsFile(name), 'utf8');
const WITH_PASSWORD = ['--es.username=jaeger', '--es.password=word'];

describe('the way to the store', () => {
  const ends: { close(): void }[] = [];
  const asked: (string | undefined)[] = [];

  afterEach(() => {
    ends.splice(0).forEach((end) => end.close());
    asked.length = 0;
  });

  /** Answers with its health, to whoever it is; with TLS, as `kube.test`. */
  async function store(isSecure: boolean): Promise<Loopback> {
    const secure = { cert: pem('server.crt'), key: pem('server.key') };
    const server = await loopback(
      ({ headers }, response) => {
        asked.push(headers.authorization);
        response.end(HEALTH);
      },
      isSecure ? secure : undefined,
    );
    ends.push(server);
    return server;
  }

  /** A cluster of these objects, whose only Pod's connections lead to a port of this machine. */
  async function open(objects: RawObjects, port: number, choice: StoreChoice = {}): Promise<OpenStore> {
    const { cluster, tell } = clusterOfPods((_pod, stream) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => stream.destroy());
      stream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
      stream.pipe(socket).pipe(stream);
    });
    tell({ type: 'added', pod: 'es-0' });
    const reading = clusterWith(objects);
    const whole: Reader & Watcher & Forwarder & Executor = {
      ...reading,
      watch: (resource, query) => cluster.watch(resource, query),
      forward: (target, options) => cluster.forward(target, options),
      // Whatever is run in a Pod, it leads there as well.
      execute: ({ namespace, name }, options) => cluster.forward({ namespace, name, port }, options),
    };
    const opened = await openStore(whole, await chooseWithJobs(reading, { namespace: NS }), choice, {
      connectElasticsearch,
      signal,
    });
    ends.push(opened);
    return opened;
  }

  it('goes by a Pod that is named, with credentials over https alone', async () => {
    const { port } = await store(false);
    const pod = { namespace: NS, name: 'es-0' };
    const plain = withQuery({ args: ['--es.server-urls=http://elsewhere.example:9200'] });
    const { api, via } = await open(plain, port, { pod });
    assert.deepEqual([via.way, 'pod' in via && via.pod], ['pod', 'es-0']);
    assert.equal((await api.health(signal)).status, 'green');
    const guarded = withQuery({ args: ['--es.server-urls=http://elsewhere.example:9200', ...WITH_PASSWORD] });
    await assert.rejects(open(guarded, port, { pod }), /unencrypted/);
  });

  it('is a tunnel into the Pods of its Service, which carries a password over plain HTTP', async () => {
    const { port } = await store(false);
    const { api, via } = await open(withQuery({ args: ['--es.server-urls=http://es:9200', ...WITH_PASSWORD] }), port);
    assert.deepEqual(via, {
      way: 'tunnel',
      namespace: NS,
      pod: 'es-0',
      url: 'http://es:9200',
      identity: 'user and password of the settings of deployments/jaeger-query',
      skipsVerification: false,
    });
    assert.equal((await api.health(signal)).status, 'green');
    assert.deepEqual(asked, [`Basic ${Buffer.from('jaeger:word').toString('base64')}`]);
  });

  it('verifies the certificate through the tunnel under the name of its URL', async () => {
    const { port } = await store(true);
    const files = {
      volumes: [{ name: 'a', secret: { secretName: 'ca' } }],
      volumeMounts: [{ name: 'a', mountPath: '/ca' }],
    };
    const args = ['--es.tls.ca=/ca/ca.crt'];
    const secrets = [secret('ca', { 'ca.crt': pem('ca.crt') })];
    const named = withQuery({ ...files, args: [...args, '--es.server-urls=https://kube.test:9200'] }, secrets);
    const within = { services: [{ ...service('kube'), metadata: { name: 'kube', namespace: 'test' } }] };
    const { api } = await open({ ...named, ...within }, port);
    await api.health(signal);
    const other = withQuery({ ...files, args: [...args, '--es.server-urls=https://es:9200'] }, secrets);
    await assert.rejects((await open(other, port)).api.health(signal), {
      code: 'STORE_TLS',
      message: /https:\/\/es:9200/,
    });
  });

  it('tells what the tunnel knows of a connection that breaks', async () => {
    const gone = await store(false);
    const { api } = await open(withQuery({ args: ['--es.server-urls=http://es:9200'] }), gone.port);
    gone.close();
    await assert.rejects(api.health(signal), {
      code: 'STORE_UNREACHABLE',
      message: /^the span store at http:\/\/es:9200 /,
    });
  });

  it('is direct to all other addresses, and then no password goes over plain HTTP unless that is allowed', async () => {
    const { port } = await store(false);
    const url = `http://127.0.0.1:${port}`;
    const objects = withQuery({ args: [`--es.server-urls=${url}`, ...WITH_PASSWORD] });
    await assert.rejects(open(objects, port), {
      code: 'USAGE',
      message: `the user and password of the settings of deployments/jaeger-query would go to ${url} unencrypted`,
    });
    assert.deepEqual(asked, []);
    const { api, via } = await open(objects, port, { allowPlainHttp: true });
    await api.health(signal);
    assert.deepEqual([via.way, via.url, asked.length], ['direct', url, 1]);
    const nothing = await open(withQuery({ args: [`--es.server-urls=${url}`] }), port);
    await nothing.api.health(signal);
    assert.deepEqual(asked[1], undefined);
  });
});
