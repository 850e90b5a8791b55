import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { emptyWorld, loadWorld, startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { rightsOf } from '../ground/roles.ts';
import { apiServer, json, status } from '../support/api-server.ts';
import { assertGolden } from '../support/golden.ts';
import { runOn } from '../support/practice.ts';
import { runProgram } from '../support/program.ts';
import { assertSchema } from '../support/schemas.ts';
import { runInTerminal } from '../support/terminal.ts';

interface Case {
  readonly name: string;
  readonly argv: readonly string[];
  /** Without Jaeger or its operator. */
  readonly isEmpty?: true;
  readonly user?: string;
  /** Requests that it may take at most; as many as `status` of one healthy instance when left out. */
  readonly most?: number;
}

const CASES: readonly Case[] = [
  { name: 'status-without-operator', argv: ['status', '-A'], isEmpty: true },
  { name: 'status-all-in-one', argv: ['status', '-n', 'default'] },
  { name: 'status-production', argv: ['status', '-n', 'jaeger-production'] },
  { name: 'status-everywhere', argv: ['status', '-A'], most: 17 },
  { name: 'status-empty-namespace', argv: ['status', '-n', 'kube-system'] },
  { name: 'status-without-claims', argv: ['status', '-n', 'jaeger-production'], user: 'no-claims' },
  { name: 'status-forbidden', argv: ['status', '-n', 'default'], user: 'nobody' },
  { name: 'list-everywhere', argv: ['list', '-A'] },
  { name: 'list-nothing', argv: ['list', '-n', 'kube-system'] },
  { name: 'version-everywhere', argv: ['version', '-A'], most: 18 },
];

/** Fixtures grow older every day, and what stands beside an age moves. */
const withoutAges = (text: string): string =>
  text
    .replaceAll(/(?<=\s|age )(\d+[ydhms])+ +(?=\S)/gm, 'AGE   ')
    .replaceAll(/(?<=\s|age )(\d+[ydhms])+$/gm, 'AGE')
    .replaceAll(/\b(AGE|LAST RUN|LAST SUCCESS) {3,}/g, '$1   ');

const MOST_REQUESTS = 12;
const PRODUCTION = ['status', '-n', 'jaeger-production'];

describe('kubectl jaeger status, list and version', () => {
  let sandbox: Sandbox;
  let empty: Sandbox;
  before(async () => {
    const users = { 'no-claims': { rights: rightsOf['no-claims'] }, nobody: { rights: {} } };
    sandbox = await startSandbox({ world: await loadWorld('production'), users });
    empty = await startSandbox({ world: await emptyWorld() });
  });
  after(() => Promise.all([sandbox.close(), empty.close()]));

  const run = (argv: readonly string[], user?: string): ReturnType<typeof runOn> =>
    runOn(sandbox, argv, user === undefined ? {} : { user });

  for (const { name, argv, isEmpty, user = 'admin', most = MOST_REQUESTS } of CASES)
    it(`${argv.join(' ')} (${name})`, async () => {
      const { code, stdout, stderr, requests } = await runOn(isEmpty ? empty : sandbox, argv, { user });
      const printed = [`$ kubectl jaeger ${argv.join(' ')}`, withoutAges(stdout), '--- stderr', stderr];
      const asked = ['--- requests', ...requests, `--- exit ${code}`, ''];
      await assertGolden(`commands/${name}.txt`, [...printed, ...asked].join('\n'));
      assert.ok(requests.length <= most, `${requests.length} requests`);
      for (const request of requests)
        assert.match(request, /^GET (\/apis?$|.*[?&]limit=500\b|\/version$|.*\/deployments\/jaeger-operator$)/);
    });

  it('list asks for no Pods, and nothing without a namespace but with -A', async () => {
    const everywhere = await run(['list', '-A']);
    const here = await run(['list', '-n', 'jaeger-production']);
    assert.deepEqual([everywhere.code, here.code], [0, 0]);
    for (const request of [...everywhere.requests, ...here.requests]) assert.doesNotMatch(request, /\/pods\b/);
    for (const request of here.requests) assert.match(request, /\/namespaces\/jaeger-production\/|^GET \/apis$/);
  });

  it('gives with -o json what it gives as text, and nothing else on stdout', async () => {
    const { code, stdout, stderr } = await run([...PRODUCTION, '-o', 'json']);
    assert.deepEqual([code, stderr], [0, '']);
    await assertGolden('commands/status-production.json', withoutTimes(stdout));
    await assertSchema(JSON.parse(stdout));
  });

  it('gives the same as YAML', async () => {
    const yaml = await run([...PRODUCTION, '-o', 'yaml']);
    const { stdout } = await run([...PRODUCTION, '-o', 'json']);
    assert.deepEqual(parse(yaml.stdout), JSON.parse(stdout));
  });

  it('gives more columns, names alone, or no headers', async () => {
    const wide = await run([...PRODUCTION, '-o', 'wide']);
    assert.match(wide.stdout, /^ +NAME .* AGE +IP +NODE\n +elasticsearch-0 .* \d+\.\d+\.\d+\.\d+ +ground$/m);
    assert.match(wide.stdout, /^ +NAME .* AGE +ENDPOINTS +SELECTOR\n +elasticsearch .* app=opensearch$/m);
    assert.match(wide.stdout, /^ +NAME .* AGE +VOLUMEMODE\n +data-elasticsearch-0 .* Filesystem$/m);
    const names = await run([...PRODUCTION, '-oname']);
    assert.equal(names.stdout, 'jaeger.jaegertracing.io/jaeger-production\n');
    const bare = await run([...PRODUCTION, '--no-headers']);
    assert.doesNotMatch(bare.stdout, /^ *NAME\b/m);
  });

  it('uses colour on a terminal and when told to, and not in a pipe', async () => {
    const piped = await run(['status']);
    assert.ok(!piped.stdout.includes('\u001b'));
    const coloured = await run(['status', '--color=always']);
    assert.match(coloured.stdout, /1\/1 +.\[32mRunning/);
    assert.equal(withoutAges(stripVTControlCharacters(coloured.stdout)), withoutAges(piped.stdout));
    const kubeconfig = sandbox.kubeconfig();
    const seen = await runInTerminal(['status'], { kubeconfig });
    assert.equal(seen.code, 0);
    assert.match(seen.shown, /1\/1 +.\[32mRunning/);
    const plain = await runInTerminal(['status'], { kubeconfig, env: { NO_COLOR: '1' } });
    assert.equal(plain.shown, stripVTControlCharacters(plain.shown));
  });

  it('picks one instance by name and reports a missing one', async () => {
    const one = await run(['status', 'jaeger-production', '-A', '-o', 'json']);
    const { instances } = JSON.parse(one.stdout) as { instances: { name: string }[] };
    assert.deepEqual(
      instances.map(({ name }) => name),
      ['jaeger-production'],
    );
    assert.equal((await run(['status', 'nonesuch', '-A'])).code, 3);
  });

  for (const [argv, message] of [
    [['port-forward', '-n', 'kube-system'], /^error: no Jaeger instance found in namespace "kube-system"\n/],
    [['port-forward', '--component', 'ingester'], /has no workload for the component ingester\n/],
    [['logs', 'nonesuch'], /^error: no Jaeger instance "nonesuch" found/],
    [['logs', '--component', 'ingester'], /has no ingester\n/],
  ] as const)
    it(`${argv.join(' ')}: says that there is none`, async () => {
      const { code, stdout, stderr } = await run(argv);
      assert.deepEqual([code, stdout], [3, ''], stderr);
      assert.match(stderr, message);
    });

  it('makes control characters in names and messages harmless', async () => {
    const jaeger = { namespace: 'default', name: 'jaeger-all-in-one-inmemory' };
    sandbox.patch('jaegers.jaegertracing.io', jaeger, { status: { phase: '\u001b[2J\u0007owned\r\nsecond' } });
    const { code, stdout } = await run(['status']);
    sandbox.patch('jaegers.jaegertracing.io', jaeger, { status: { phase: 'Running' } });
    assert.equal(code, 0);
    assert.match(stdout, /\^\[\[2J\^Gowned/);
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f]/); // oxlint-disable-line no-control-regex -- that is the point
  });

  it('says what a broken server says', async () => {
    const server = await apiServer((response) => json(response, 500, status(500, { message: 'etcd is gone' })));
    const { code, stderr } = await runProgram(['status'], { server: server.url });
    await server.close();
    assert.equal(code, 1);
    assert.match(stderr, /^Error from server: etcd is gone/);
  });

  it('tells with -v of every request, of its headers and of its bodies, and of no credential', async () => {
    const plain = await run(['status', '-n', 'default']);
    for (const [level, shown, hidden] of [
      [6, /^"Response" verb="GET" url="\S+\/jaegers\?\S+" status="200 OK" milliseconds=\d+$/m, /headers=/],
      [7, /^"Request" verb="GET" url="\S+" headers=<$/m, /"Response Body"/],
      [8, /^"Response Body" body="\{/m, /token-of/],
    ] as const) {
      const { code, stdout, stderr, requests } = await run(['status', '-n', 'default', `-v=${level}`]);
      assert.equal(code, 0);
      assert.equal(withoutAges(stdout), withoutAges(plain.stdout));
      assert.equal(stderr.match(/^"Response" /gm)?.length, requests.length);
      assert.match(stderr, shown);
      assert.doesNotMatch(stderr, hidden);
      assert.doesNotMatch(stderr, /token-of/);
    }
  });
});

const withoutTimes = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'TIME');
