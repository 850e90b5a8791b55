import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import type { Outcome } from '../ground/run.ts';
import { answersOf, scenarios, type Answers } from '../support/answers.ts';
import { assertSchema } from '../support/schemas.ts';
import { assertGolden } from '../support/golden.ts';
import { loopback } from '../support/loopback.ts';
import { runProgram } from '../support/program.ts';

interface Replay extends Outcome {
  readonly asked: readonly string[];
}

/** Runs a command line against recorded answers; a request that was not recorded fails like a broken server. */
async function replay(answers: Answers, argv: readonly string[]): Promise<Replay> {
  const asked: string[] = [];
  const server = await loopback(({ url = '' }) => {
    asked.push(url);
    return answers[url] ?? { status: 500, body: JSON.stringify({ message: `not recorded: ${url}` }) };
  });
  try {
    return { ...(await runProgram(argv, { server: server.url })), asked: asked.toSorted() };
  } finally {
    server.close();
  }
}

/** Fixtures grow older every day, and what stands beside an age moves. */
const withoutAges = (text: string): string =>
  text
    .replaceAll(/(?<=\s|age )(\d+[ydhms])+ +(?=\S)/gm, 'AGE   ')
    .replaceAll(/(?<=\s|age )(\d+[ydhms])+$/gm, 'AGE')
    .replaceAll(/\b(AGE|LAST RUN|LAST SUCCESS) {3,}/g, '$1   ');

const MOST_REQUESTS = 12;
const JSON_OF_PRODUCTION = ['status', '-n', 'jaeger-production', '-o', 'json'];

describe('kubectl jaeger, replayed from the ground', () => {
  for (const { name, argv, most = MOST_REQUESTS } of scenarios) {
    it(`${argv.join(' ')} (${name})`, async () => {
      const answers = await answersOf(name);
      const { code, stdout, stderr, asked } = await replay(answers, argv);
      const printed = [
        `$ kubectl jaeger ${argv.join(' ')}`,
        withoutAges(stdout),
        '--- stderr',
        stderr,
        `--- exit ${code}`,
        '',
      ];
      await assertGolden(`commands/${name}.txt`, printed.join('\n'));
      assert.deepEqual(asked, Object.keys(answers), 'every recorded answer is asked for, and no other');
      assert.ok(asked.length <= most, `${asked.length} requests`);
    });
  }

  it('gives with -o json what it gives as text, and nothing else on stdout', async () => {
    const { code, stdout, stderr } = await replay(await answersOf('status-production'), JSON_OF_PRODUCTION);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    await assertGolden('commands/status-production.json', stdout);
    await assertSchema(JSON.parse(stdout));
  });

  it('gives the same as YAML', async () => {
    const answers = await answersOf('status-production');
    const yaml = await replay(answers, [...JSON_OF_PRODUCTION.slice(0, -1), 'yaml']);
    const json = await replay(answers, JSON_OF_PRODUCTION);
    assert.deepEqual(parse(yaml.stdout), JSON.parse(json.stdout));
  });

  it('gives more columns, names alone, or no headers', async () => {
    const answers = await answersOf('status-production');
    const argv = ['status', '-n', 'jaeger-production'];
    const wide = await replay(answers, [...argv, '-o', 'wide']);
    assert.match(wide.stdout, /^ +NAME .* AGE +IP +NODE\n +elasticsearch-0 .* \d+\.\d+\.\d+\.\d+ +ground$/m);
    assert.match(wide.stdout, /^ +NAME .* AGE +ENDPOINTS +SELECTOR\n +elasticsearch .* app=opensearch$/m);
    assert.match(wide.stdout, /^ +NAME .* AGE +VOLUMEMODE\n +data-elasticsearch-0 .* Filesystem$/m);
    const names = await replay(answers, [...argv, '-oname']);
    assert.equal(names.stdout, 'jaeger.jaegertracing.io/jaeger-production\n');
    const bare = await replay(answers, [...argv, '--no-headers']);
    assert.doesNotMatch(bare.stdout, /^ *NAME\b/m);
  });

  it('uses colour when told to, and not in a pipe', async () => {
    const answers = await answersOf('status-all-in-one');
    const piped = await replay(answers, ['status']);
    assert.ok(!piped.stdout.includes('\u001b'));
    const coloured = await replay(answers, ['status', '--color=always']);
    assert.match(coloured.stdout, /1\/1 +.\[32mRunning/);
    assert.equal(withoutAges(stripVTControlCharacters(coloured.stdout)), withoutAges(piped.stdout));
  });

  it('picks one instance by name and reports a missing one', async () => {
    const answers = await answersOf('status-everywhere');
    const one = await replay(answers, ['status', 'jaeger-production', '-A', '-o', 'json']);
    const { instances } = JSON.parse(one.stdout) as { instances: { name: string }[] };
    assert.deepEqual(
      instances.map(({ name }) => name),
      ['jaeger-production'],
    );
    const none = await replay(answers, ['status', 'nonesuch', '-A']);
    assert.equal(none.code, 3);
  });

  it('says of a tunnel and of logs what there is nothing of', async () => {
    const nowhere = await answersOf('list-nothing');
    const here = await answersOf('status-all-in-one');
    for (const [answers, argv, message] of [
      [nowhere, ['port-forward', '-n', 'kube-system'], /^error: no Jaeger instance found in namespace "kube-system"\n/],
      [here, ['port-forward', '--component', 'ingester'], /has no workload for the component ingester\n/],
      [here, ['logs', 'nonesuch'], /^error: no Jaeger instance "nonesuch" found/],
      [here, ['logs', '--component', 'ingester'], /has no ingester\n/],
    ] as const) {
      const { code, stdout, stderr } = await replay(answers, argv);
      assert.deepEqual([code, stdout], [3, ''], stderr);
      assert.match(stderr, message);
    }
  });

  it('makes control characters in names and messages harmless', async () => {
    const answers = await answersOf('status-all-in-one');
    const hostile = Object.fromEntries(
      Object.entries(answers).map(([path, { status, body }]) => [
        path,
        { status, body: body.replaceAll('"phase":"Running"', String.raw`"phase":"\u001b[2J\u0007owned\r\nsecond"`) },
      ]),
    );
    const { code, stdout } = await replay(hostile, ['status']);
    assert.equal(code, 0);
    assert.match(stdout, /\^\[\[2J\^Gowned/);
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f]/); // oxlint-disable-line no-control-regex -- that is the point
  });

  it('says what a broken server says', async () => {
    const { code, stderr } = await replay({}, ['status']);
    assert.equal(code, 1);
    assert.match(stderr, /^Error from server: not recorded: /);
  });

  it('tells with -v of every request, of its headers and of its bodies, and of no credential', async () => {
    const answers = await answersOf('status-all-in-one');
    const plain = await replay(answers, ['status', '-n', 'default']);
    for (const [level, shown, hidden] of [
      [6, /^"Response" verb="GET" url="\S+\/jaegers\?\S+" status="200 OK" milliseconds=\d+$/m, /headers=/],
      [7, /^"Request" verb="GET" url="\S+" headers=<$/m, /"Response Body"/],
      [8, /^"Response Body" body="\{/m, /secret-token/],
    ] as const) {
      const { code, stdout, stderr, asked } = await replay(answers, ['status', '-n', 'default', `-v=${level}`]);
      assert.equal(code, 0);
      assert.equal(withoutAges(stdout), withoutAges(plain.stdout));
      assert.equal(stderr.match(/^"Response" /gm)?.length, asked.length);
      assert.match(stderr, shown);
      assert.doesNotMatch(stderr, hidden);
      assert.doesNotMatch(stderr, /secret-token/);
    }
  });

  it('never prints the token', async () => {
    const { stdout, stderr } = await replay({}, ['status', '-o', 'json']);
    assert.doesNotMatch(stdout + stderr, /secret-token/);
  });
});
