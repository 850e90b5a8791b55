import assert from 'node:assert/strict';
import { startPractice } from '../../sandbox/practice.ts';
import { DOWN, ENTER, ESC, type Answer } from '../support/answering.ts';
import { runOn } from '../support/practice.ts';
import { runInTerminal } from '../support/terminal.ts';
import {
  ARTICLE,
  changes,
  commandIn,
  INSTALL,
  JAEGERS,
  openShift,
  play,
  sandboxes,
  SIMPLEST,
} from '../support/wizard.ts';

// oxlint-disable-next-line no-control-regex -- it is what there is none of
const COLOUR = /\u001b\[\d+m/;

const ARTICLE_SPEC = {
  strategy: 'production',
  ingress: { security: 'oauth-proxy' },
  storage: {
    type: 'elasticsearch',
    elasticsearch: {
      nodeCount: 3,
      redundancyPolicy: 'SingleRedundancy',
      storage: { storageClassName: 'gp2', size: '50Gi' },
    },
    options: { es: { 'use-aliases': true } },
    esIndexCleaner: { enabled: true, numberOfDays: 7, schedule: '55 23 * * *' },
    esRollover: { schedule: '*/30 * * * *' },
  },
};

describe('install at a terminal, with nothing chosen', () => {
  const started = sandboxes();

  it('makes what the article made, by answers; and its one line makes the same elsewhere', async () => {
    const sandbox = await started(openShift());
    const { code, text } = await play(sandbox, [...ARTICLE, ['Go on?', `y${ENTER}`]]);
    assert.equal(code, 0, text);
    const place = { namespace: 'traces', name: 'jaeger-production' };
    const [spec, other] = [ARTICLE_SPEC, await started(openShift())];
    assert.deepEqual(sandbox.get(JAEGERS, place)?.['spec'], spec);
    const [program, plugin, ...words] = await commandIn(text);
    assert.deepEqual([program, plugin], ['kubectl', 'jaeger']);
    const again = await runOn(other, [...words, '--yes']);
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(other.get(JAEGERS, place)?.['spec'], spec);
  });

  it('says first where, and then where, what, how much disk and for how long', async () => {
    const sandbox = await started(openShift());
    const { code, shown, text } = await play(sandbox, [...ARTICLE, ['Go on?', ENTER]]);
    assert.equal(shown.search(COLOUR), -1);
    const where = `context sandbox, server ${sandbox.url}`;
    assert.ok(text.startsWith(`Installing Jaeger in ${where}\n`), text);
    const [summary = ''] = /(?<=\n\n) {2}context {4}sandbox\n[^]*?(?=\n\n)/.exec(text) ?? [];
    const rows = summary.split('\n');
    assert.deepEqual(
      rows.slice(2).map((row) => row.trim().replaceAll(/ {2,}/g, ': ')),
      [
        'namespace: traces, which is made',
        'instance: jaeger-production: collector and query',
        'spans: in a new Elasticsearch of 3 nodes, SingleRedundancy',
        'disk: 150Gi in all, 3 × 50Gi of storage class gp2',
        'retention: 7 days, deleted every day at 23:55 UTC',
        'new index: on {"max_age": "2d"}, looked at every 30 minutes',
        'pages: from outside, after a login',
      ],
    );
    assert.match(text, /55 23 \* \* \* {2}every day at 23:55 UTC\n/);
    assert.match(text, /gp2 +the default\n +archive\n/);
    assert.equal(code, 1);
    assert.ok(text.endsWith('cancelled: nothing has been changed\n'));
    assert.deepEqual(changes(sandbox), []);
  });

  it('asks for no more than is open', async () => {
    const sandbox = await started(startPractice('fresh'));
    const argv = [...INSTALL, '--no-preflight', '--badger-claim', 'spans', '-n', 'default', '--context', 'sandbox'];
    const { code, text } = await play(
      sandbox,
      [
        ['What is the instance called?', `kept${ENTER}`],
        ['Open the pages to the outside, by an Ingress?', `n${ENTER}`],
        ['Go on?', `y${ENTER}`],
      ],
      { argv },
    );
    assert.equal(code, 0, text);
    assert.doesNotMatch(text, /namespace\?|What is to run|spans kept/);
    const words = await commandIn(text);
    const more = ['kept', '--strategy', 'allInOne', '--storage', 'badger', '--no-ingress'];
    assert.deepEqual(words, ['kubectl', 'jaeger', ...argv, ...more]);
    const spec = sandbox.get(JAEGERS, { namespace: 'default', name: 'kept' })?.['spec'];
    const other = await started(startPractice('fresh'));
    assert.equal((await runOn(other, [...words.slice(2), '--yes'])).code, 0);
    assert.deepEqual(other.get(JAEGERS, { namespace: 'default', name: 'kept' })?.['spec'], spec);
  });

  it('makes an instance that runs by Enter alone, and says nothing of secrets', async () => {
    const sandbox = await started(startPractice('fresh'));
    const argv = ['install', '--token', 'token-of-admin'];
    const { code, text } = await play(
      sandbox,
      [...SIMPLEST.map((question): Answer => [question, ENTER]), ['Go on?', `y${ENTER}`]],
      { argv },
    );
    assert.equal(code, 0, text);
    assert.match(text, /\nruns +Jaeger 1\.65\.0, allinone, on memory: all-in-one 1\/1\n/);
    assert.match(text, /\n {2}kubectl jaeger install --token '<redacted>' jaeger -n default --strategy allInOne /);
    assert.doesNotMatch(text, /token-of-admin/);
  });

  it('lets names be typed that may not be listed', async () => {
    const rights = { [JAEGERS]: ['get', 'list', 'create', 'patch'] };
    const users = { narrow: { rights, namespace: 'default' } };
    const sandbox = await started(startPractice('fresh', { users }));
    const { code, text } = await play(
      sandbox,
      [
        ['In which namespace? (they may not be listed)', ENTER],
        ['What is the instance called?', ENTER],
        ['What is to run?', `${DOWN}${ENTER}`],
        ['Where are spans kept?', ENTER],
        ['Which Elasticsearch?', `${DOWN}${ENTER}`],
        ['How many nodes?', `1${ENTER}`],
        ['How much disk for each node?', ENTER],
        ['Of which storage class? (the default)', `fast${ENTER}`],
        ['Delete old spans?', `n${ENTER}`],
        ['Begin a new index by age and size', ENTER],
        ['Open the pages', `n${ENTER}`],
        ['Go on?', `y${ENTER}`],
      ],
      { user: 'narrow', argv: [...INSTALL, '--no-preflight'] },
    );
    assert.equal(code, 0, text);
    assert.deepEqual(sandbox.get(JAEGERS, { namespace: 'default', name: 'jaeger' })?.['spec'], {
      strategy: 'production',
      storage: {
        type: 'elasticsearch',
        elasticsearch: { nodeCount: 1, storage: { size: '50Gi', storageClassName: 'fast' } },
        esIndexCleaner: { enabled: false },
      },
      ingress: { enabled: false },
    });
  });

  it('takes no name of an instance that is there, and asks nothing of one that is named', async () => {
    const sandbox = await started(startPractice('production'));
    const name = 'jaeger-all-in-one-inmemory';
    const taken = await play(sandbox, [
      ['In which namespace?', ENTER],
      ['What is the instance called?', `${name}${ENTER}`],
      [`> NAME "${name}": it is there already`, ESC],
    ]);
    assert.equal(taken.code, 130, taken.text);
    const named = await play(sandbox, [], { argv: [...INSTALL, name] });
    assert.equal(named.code, 0, named.text);
    assert.match(named.text, /\n.* is there already, in namespace default: flags say what is to change\n/);
    assert.deepEqual(changes(sandbox), []);
  });

  it('asks nobody where nobody can answer, with --yes, with a file, or without a cluster', async () => {
    const sandbox = await started(startPractice('fresh'));
    const kubeconfig = sandbox.kubeconfig();
    const without = /^error: the instance needs a name: install NAME\n/;
    assert.match((await runOn(sandbox, ['install'])).stderr, without);
    for (const [argv, env] of [
      [['install'], { CI: 'true' }],
      [['install'], { TERM: 'dumb' }],
      [['install', '--yes'], {}],
      [['install', '--dry-run=client'], {}],
    ] as const) {
      const { code, shown } = await runInTerminal(argv, { kubeconfig, env });
      assert.equal(code, 2, shown);
      assert.match(shown.replaceAll('\r', ''), without);
    }
    assert.deepEqual(sandbox.requests, []);
  });

  it('fails as ever where there is no cluster, after it has said which one', async () => {
    const { code, shown } = await runInTerminal(['install'], { server: 'http://127.0.0.1:1' });
    assert.equal(code, 1, shown);
    assert.match(shown, /^Installing Jaeger in context recorded, server http:\/\/127\.0\.0\.1:1\r\n/);
    assert.doesNotMatch(shown, /namespace\?/);
  });
});
