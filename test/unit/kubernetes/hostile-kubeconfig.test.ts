import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  array,
  assert as assertProperty,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  dictionary,
  integer,
  nat,
  oneof,
  record as recordOf,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check';
import { reportError } from '../../../src/cli/report-error.ts';
import { EXIT } from '../../../src/errors/index.ts';
import { loadConnection } from '../../../src/kubernetes/kubeconfig.ts';

/* oxlint-disable no-control-regex -- control characters are what this file looks for */
const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

const nasty = oneof(
  constantFrom(
    '',
    '\u001b[2J\u001b]0;x\u0007',
    'a\nb\r\tc',
    '__proto__',
    'constructor',
    '\u202e',
    '../../etc/passwd',
    '%s%n',
    '\u0000',
  ),
  string({ unit: 'binary', maxLength: 40 }),
  constant('A'.repeat(20_000)),
);
const wrong = oneof(
  nasty,
  integer(),
  boolean(),
  constant(null),
  constant([]),
  constant({}),
  array(nasty, { maxLength: 2 }),
  dictionary(nasty, nasty, { maxKeys: 2 }),
);

/** Mostly what belongs there, sometimes anything, sometimes nothing. */
const field = <T>(right: Arbitrary<T>): Arbitrary<unknown> =>
  oneof(
    { weight: 40, arbitrary: right },
    { weight: 1, arbitrary: wrong },
    { weight: 1, arbitrary: constant(undefined) },
  );
const record = (fields: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<unknown> =>
  recordOf(Object.fromEntries(Object.entries(fields).map(([name, right]) => [name, field(right)])));

const name = constantFrom('a', 'a', 'a', 'a', 'a', 'a', 'b', '\u001b[31mred');
const cluster = record({
  server: oneof(
    { weight: 2, arbitrary: constant('https://one') },
    constantFrom('https://one', 'http://one', 'https://\u001b[2J', 'https://u:p@one/x?y', 'one:1', '://'),
    nasty,
  ),
  'certificate-authority': constantFrom('', '', '', '/gone', '/', '/dev/null'),
  'certificate-authority-data': constantFrom('', '', '', 'Zm9v', '%%'),
  'insecure-skip-tls-verify': boolean(),
  'proxy-url': constantFrom('', '', 'http://p', 'ftp://p', 'http://[', '\u001b'),
  extensions: array(record({ name: constant('client.authentication.k8s.io/exec'), extension: wrong }), {
    maxLength: 1,
  }),
});
const exec = record({
  command: constantFrom('nonesuch', './x', '\u001b', ''),
  args: array(nasty, { maxLength: 2 }),
  env: array(record({ name: nasty, value: nasty }), { maxLength: 2 }),
  apiVersion: constantFrom('client.authentication.k8s.io/v1', 'x'),
  installHint: nasty,
  interactiveMode: constantFrom('Never', 'Always', 'x'),
});
const user = record({
  token: oneof({ weight: 3, arbitrary: constant('t') }, nasty),
  tokenFile: constantFrom('', '', '', '/gone', '/dev/null', '/'),
  as: oneof({ weight: 3, arbitrary: constant('ann') }, nasty),
  'as-groups': oneof({ weight: 3, arbitrary: constant([]) }, array(nasty, { maxLength: 2 })),
  'as-user-extra': oneof(
    { weight: 3, arbitrary: constant({}) },
    dictionary(nasty, array(nasty, { maxLength: 1 }), { maxKeys: 2 }),
  ),
  'client-certificate-data': constantFrom('', '', '', 'Zm9v'),
  exec: oneof({ weight: 2, arbitrary: constant(undefined) }, exec),
  'auth-provider': oneof(
    { weight: 3, arbitrary: constant(undefined) },
    record({ name: constantFrom('oidc', 'gcp', '\u001b'), config: dictionary(nasty, nasty, { maxKeys: 1 }) }),
  ),
});
const list = (kind: string, entry: Arbitrary<unknown>): Arbitrary<unknown> =>
  oneof(
    { weight: 4, arbitrary: tuple(record({ name, [kind]: entry })) },
    array(record({ name, [kind]: entry }), { maxLength: 3 }),
  );
const document = record({
  kind: constant('Config'),
  clusters: list('cluster', cluster),
  users: list('user', user),
  contexts: list('context', record({ cluster: name, user: name, namespace: nasty })),
  'current-context': name,
});
/** As a file: JSON, or what is left of it when bytes are lost. */
const text = oneof(
  { weight: 4, arbitrary: document.map((value) => JSON.stringify(value) ?? '') },
  {
    weight: 1,
    arbitrary: tuple(document, nat(), nasty).map(
      ([value, at, junk]) => (JSON.stringify(value) ?? '').slice(0, at % 400) + junk,
    ),
  },
  { weight: 1, arbitrary: string({ unit: 'binary', maxLength: 300 }) },
);

describe('a kubeconfig by somebody who means us no good', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hostile-kubeconfig-'));
  });
  after(() => rm(dir, { recursive: true }));

  /** What the user would see, and the exit code. */
  async function outcomeOf(content: string): Promise<{ text: string; exitCode: number }> {
    const KUBECONFIG = join(dir, 'config');
    writeFileSync(KUBECONFIG, content);
    try {
      const { config } = loadConnection(
        {},
        { environment: { KUBECONFIG }, hasTerminal: false, signal: new AbortController().signal, now: () => 1e12 },
      );
      await config.applyToHTTPSOptions({});
      return { text: '', exitCode: EXIT.ok };
    } catch (error) {
      return reportError(error, 'kubectl jaeger', false);
    }
  }

  it('brings neither a bug, nor a raw control character, nor an endless message', async () => {
    const seed = Date.now() % 2 ** 31;
    const codes = new Set<number>();
    await assertProperty(
      asyncProperty(text, async (content) => {
        const { text: said, exitCode } = await outcomeOf(content);
        codes.add(exitCode);
        assert.ok(exitCode === EXIT.ok || exitCode === EXIT.failed, `${exitCode}: ${said}`);
        assert.doesNotMatch(said, RAW);
        assert.ok(said.length < 20_000, `${said.length} characters`);
      }),
      { numRuns: 2000, seed },
    );
    assert.deepEqual(
      [...codes].toSorted((one, other) => one - other),
      [EXIT.ok, EXIT.failed],
      `seed ${seed}`,
    );
  }).timeout(90_000);

  for (const [what, content] of [
    ['nested without end', '['.repeat(50_000)],
    ['nested in blocks', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    [
      'aliases that multiply',
      [
        'a0: &a0 [x]',
        ...Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`),
      ].join('\n'),
    ],
    ['an alias of itself', 'a: &a [*a]\nusers: *a'],
    ['a key that is the prototype', '{"__proto__": {"users": 5}, "constructor": 1, "users": [{"__proto__": null}]}'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0x80]).toString('latin1')],
    ['five megabytes of one line', `current-context: ${'x'.repeat(5_000_000)}`],
    ['a hundred thousand entries', `users: [${'{},'.repeat(100_000)}]`],
  ] as const) {
    it(`${what}: is refused in words`, async () => {
      const began = Date.now();
      const { text: said, exitCode } = await outcomeOf(content);
      assert.equal(exitCode, EXIT.failed, said);
      assert.doesNotMatch(said, RAW);
      assert.ok(said.length < 20_000, `${said.length} characters`);
      assert.ok(Date.now() - began < 15_000);
    });
  }
});
