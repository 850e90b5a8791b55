import assert from 'node:assert/strict';
import { down, up, type Ground } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { addSets, buildSets, removeSets } from '../ground/sets/index.ts';
import { reachStore } from '../support/reached-store.ts';
import { section } from '../support/table.ts';
import { opensInBrowser } from './browser.ts';
import { memoryOf } from './memory.ts';
import { assertBare, passes } from './passes.ts';

const instance = instanceOf('prove-openshift');
const production = { namespace: 'jaeger-production', collector: 'jaeger-production-collector' };
const allInOne = { namespace: 'default', collector: 'jaeger-all-in-one-inmemory-collector' };

/** The article's resource, as flags: its esRollover has no aliases, without which the operator makes no job of it. */
const PRODUCTION = [
  '--strategy=production',
  '--storage=elasticsearch',
  '--es-nodes=3',
  '--es-redundancy=SingleRedundancy',
  '--es-storage-class=gp2',
  '--es-storage-size=50Gi',
  '--ingress-security=oauth-proxy',
  '--retention-days=7',
  '--cleaner-schedule=55 23 * * *',
  '--rollover-schedule=*/30 * * * *',
  '--set=storage.options.es.use-aliases=false',
];

/** Generated ends of names, as a person reads over them. */
const withoutHashes = (name: string): string => name.replace(/(-[a-z0-9]{8,10})?-[a-z0-9]{5,10}$/, '-…');

describe('OpenShift as Jaeger sees it', () => {
  let cluster: Ground;

  before(async () => {
    await buildSets(['openshift']);
    await down(instance);
    cluster = await up(instance);
    const began = Date.now();
    await addSets(cluster, ['openshift']);
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stdout.write(`openshift: ${seconds} s, ${await memoryOf(instance)} MiB\n`);
  });

  after(() => down(instance));

  async function listing(namespace: string, what: string, columns: string): Promise<string[][]> {
    const text = await cluster.kubectl('-n', namespace, 'get', what, '--no-headers', '-o', `custom-columns=${columns}`);
    return text
      .trim()
      .split('\n')
      .map((line) => line.split(/\s{2,}/));
  }

  async function pods(namespace: string): Promise<string[][]> {
    const rows = await cluster.kubectl('-n', namespace, 'get', 'pods', '--no-headers');
    return rows
      .trim()
      .split('\n')
      .map((row) => row.split(/\s+/))
      .map(([name = '', ready = '', status = '']) => [withoutHashes(name), ready, status]);
  }

  it('runs the all-in-one with its proxy', async () => {
    assert.deepEqual(await pods('default'), [['jaeger-all-in-one-inmemory-…', '2/2', 'Running']]);
  });

  it('runs production on three members of Elasticsearch', async () => {
    const member = (number: number): string[] => [
      `elasticsearch-cdm-jaegerproductionjaegerproduction-${number}-…`,
      '2/2',
      'Running',
    ];
    assert.deepEqual(await pods('jaeger-production'), [
      ...[1, 2, 3].map(member),
      ['jaeger-production-collector-…', '1/1', 'Running'],
      ['jaeger-production-query-…', '3/3', 'Running'],
    ]);
  });

  it('has the Services with their ports', async () => {
    const columns = 'N:.metadata.name,P:.spec.ports[*].port';
    const services = async (namespace: string): Promise<Map<string | undefined, string>> =>
      new Map((await listing(namespace, 'services', columns)).map(([name, ports = '']) => [name, ports]));
    const ofProduction = await services('jaeger-production');
    assert.equal(ofProduction.get('elasticsearch'), '9200');
    assert.equal(ofProduction.get('elasticsearch-cluster'), '9300');
    assert.equal(ofProduction.get('elasticsearch-metrics'), '60000');
    assert.match(ofProduction.get('jaeger-production-query') ?? '', /^443,/);
    assert.match(ofProduction.get('jaeger-production-collector') ?? '', /^9411,14250,14267,14268/);
    assert.ok(!ofProduction.has('jaeger-production-agent'), 'agents are sidecars');
    assert.match((await services('default')).get('jaeger-all-in-one-inmemory-agent') ?? '', /^5775,5778,6831,6832/);
  });

  it('has three bound claims of 50Gi on gp2', async () => {
    const columns =
      'N:.metadata.name,S:.status.phase,C:.status.capacity.storage,M:.spec.accessModes[0],K:.spec.storageClassName';
    const claim = (number: number): string[] => [
      `elasticsearch-elasticsearch-cdm-jaegerproductionjaegerproduction-${number}`,
      'Bound',
      '50Gi',
      'ReadWriteOnce',
      'gp2',
    ];
    assert.deepEqual(await listing('jaeger-production', 'pvc', columns), [1, 2, 3].map(claim));
  });

  it('admits the Routes', async () => {
    const columns = 'H:.status.ingress[0].host,S:.spec.to.name,T:.spec.tls.termination';
    assert.deepEqual(await listing('default', 'routes', columns), [
      ['jaeger-all-in-one-inmemory-default.apps.ground.local', 'jaeger-all-in-one-inmemory-query', 'reencrypt'],
    ]);
  });

  it('makes no rollover job of an esRollover without aliases', async () => {
    assert.deepEqual(await listing('jaeger-production', 'cronjobs', 'N:.metadata.name'), [
      ['jaeger-production-es-index-cleaner'],
    ]);
  });

  it('lets nobody but a client with a certificate into Elasticsearch, and the cleaner is one', async () => {
    const create = ['-n', 'jaeger-production', 'create', 'job', 'cleaner'];
    await cluster.kubectl(...create, '--from=cronjob/jaeger-production-es-index-cleaner');
    const wait = ['-n', 'jaeger-production', 'wait', '--for=condition=Complete', 'job/cleaner', '--timeout=120s'];
    await cluster.kubectl(...wait);
    await cluster.kubectl('-n', 'jaeger-production', 'delete', 'job', 'cleaner');
    const address = await cluster.kubectl(
      '-n',
      'jaeger-production',
      'get',
      'service',
      'elasticsearch',
      '-o',
      'jsonpath={.spec.clusterIP}',
    );
    const attempt = await cluster.outcome(['openssl', 's_client', '-ign_eof', '-connect', `${address}:9200`], {
      input: 'GET / HTTP/1.0\r\n\r\n',
    });
    assert.doesNotMatch(attempt.stdout, /HTTP\/1\.[01] 200/);
    assert.match(attempt.stdout + attempt.stderr, /certificate required/i);
  });

  it("reaches Elasticsearch through a tunnel with the cleaner's certificate, and verifies its own", async () => {
    const asked = JSON.parse(await reachStore(cluster, 'jaeger-production')) as { via: object; health: object };
    assert.partialDeepStrictEqual(asked.via, {
      way: 'tunnel',
      url: 'https://elasticsearch.jaeger-production.svc.cluster.local:9200',
      identity: 'client certificate of secrets/jaeger-production-curator in jaeger-production',
      skipsVerification: false,
    });
    assert.partialDeepStrictEqual(asked.health, { dataNodes: 3 });
  });

  it('carries spans through both installations', async () => {
    for (const { namespace, collector } of [production, allInOne]) {
      const query = await cluster.kubectl(
        '-n',
        namespace,
        'get',
        'pods',
        '-l',
        `app.kubernetes.io/name in (jaeger-production-query, jaeger-all-in-one-inmemory)`,
        '-o',
        'jsonpath={.items[0].metadata.name}',
      );
      await passes(cluster, { namespace, collector, query, through: 'pods' });
    }
  });

  it('shows both to whoever asks for their status', async () => {
    const member = (number: number): string => `elasticsearch-cdm-jaegerproductionjaegerproduction-${number}`;
    const shown = async ({ namespace }: { namespace: string }): Promise<string> => {
      const { code, stdout } = await cluster.outcome(['kubectl', 'jaeger', 'status', '-n', namespace]);
      assert.equal(code, 0, stdout);
      return stdout;
    };
    const rows = (status: string, title: string, ...columns: number[]): string[] =>
      section(status, title)
        .slice(1)
        .map((row) => columns.map((column) => row[column] ?? '').join(' '));
    const podsIn = (status: string): string[] =>
      rows(status, 'PODS', 0, 1, 2).map((row) => row.replace(/^\S+/, withoutHashes));
    const large = await shown(production);
    assert.deepEqual(podsIn(large), [
      ...[1, 2, 3].map((number) => `${member(number)}-… 2/2 Running`),
      'jaeger-production-collector-… 1/1 Running',
      'jaeger-production-query-… 3/3 Running',
    ]);
    assert.deepEqual(
      rows(large, 'PVCS', 0, 1, 3, 4, 5),
      [1, 2, 3].map((number) => `elasticsearch-${member(number)} Bound 50Gi RWO gp2`),
    );
    const routed =
      'jaeger-production-jaeger-production.apps.ground.local / jaeger-production-query https-query reencrypt';
    assert.equal(rows(large, 'ACCESS', 0, 1, 2, 3, 4, 5, 6)[0], `Route jaeger-production ${routed}`);
    const small = await shown(allInOne);
    assert.deepEqual(podsIn(small), ['jaeger-all-in-one-inmemory-… 2/2 Running']);
    assert.match(rows(small, 'SERVICES', 0, 4, 6).join('\n'), /^jaeger-all-in-one-inmemory-query 443\/TCP,.* 1$/m);
    for (const status of [large, small]) process.stdout.write(`\n${status}`);
  });

  it('lets a browser in through the tunnel, past the proxies', async () => {
    process.stdout.write(`${(await opensInBrowser(cluster)).join('\n')}\n`);
  });

  /** All that stands there, but for what differs each time: identities, addresses, and the ends of generated names. */
  async function standing(): Promise<string[]> {
    const kinds =
      'deployments,services,configmaps,secrets,serviceaccounts,routes,cronjobs,pvc,hpa,elasticsearches,jaegers';
    const columns = 'K:.kind,N:.metadata.name,P:.spec.ports[*].port,S:.status.phase';
    const of = async (namespace: string): Promise<string[]> => [
      ...(await listing(namespace, kinds, columns))
        .map((row) => row.join(' '))
        .filter((row) => !row.includes('dockercfg')),
      ...(await pods(namespace)).map((row) => row.join(' ')),
    ];
    const made = [...(await of('default')), ...(await of('jaeger-production'))];
    return [...made, await cluster.kubectl('get', 'consolelinks', '-o', 'name')].toSorted();
  }

  it('loses both to uninstall, and has them again by the flags of install alone', async () => {
    const jaeger = (...argv: string[]): Promise<string> => cluster.run(['kubectl', 'jaeger', ...argv, '--timeout=8m']);
    const before = await standing();
    const data = ['--delete-data', '--yes', '--confirm'];
    const inProduction = ['jaeger-production', '-n', 'jaeger-production'];
    await jaeger('uninstall', ...inProduction, ...data, 'jaeger-production');
    await jaeger('uninstall', 'jaeger-all-in-one-inmemory', ...data, 'jaeger-all-in-one-inmemory');
    const left = await standing();
    assert.doesNotMatch(left.join('\n'), /jaeger-production|all-in-one|elasticsearch/);
    await jaeger('install', 'jaeger-all-in-one-inmemory', '--yes');
    await jaeger('install', ...inProduction, '--yes', ...PRODUCTION);
    assert.deepEqual(await standing(), before);
  });

  it('leaves nothing in the cluster when it is removed', async () => {
    await removeSets(cluster, ['openshift']);
    await assertBare(cluster);
  });
});
