import assert from 'node:assert/strict';
import { isJaegerError } from '../../../src/errors/index.ts';
import { PLAIN } from '../../support/views.ts';
import type { EvidenceSource } from '../../../src/status/gather-evidence.ts';
import { readObject, readPage } from '../../../src/kubernetes/read-answer.ts';
import { objectReader } from '../../../src/kubernetes/read-objects.ts';
import { resourceOf } from '../../../src/kubernetes/resources.ts';
import type { AnyResource } from '../../../src/kubernetes/types.ts';
import { readStatus, renderStatus } from '../../../src/status/index.ts';
import { loadWorld } from '../../../sandbox/index.ts';
import { withApi } from '../../support/api-server.ts';
import { randomFrom } from '../../support/random.ts';

const ANSWERS = 10_000;
/** One `status` reads at least six. */
const RUNS = Math.ceil(ANSWERS / 6);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));

const random = randomFrom(seed);
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;

const ESCAPES = '\u001b[2J\u0007\r\nsecond\u0000\u007f\u009b31m\u202eevil\u2066\u001b]0;title\u0007';
/** Replaced in the text: `JSON.stringify` itself does not bear this depth. */
const DEEP = /"@deep(\d+)"/g;
const deep = (levels: number): string => `${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)}`;
const VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1.5,
  () => 1e308,
  () => '',
  () => ESCAPES,
  () => `${ESCAPES}${'x'.repeat(random() < 0.005 ? 1_000_000 : 300)}`,
  () => [],
  () => ({}),
  () => [null, 7, ESCAPES, {}],
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":"x","hasOwnProperty":null}') as unknown,
  () => 'constructor',
  () => '__proto__',
  () => '..',
  () => `@deep${pick([5, 5, 50, 5000])}`,
];

type Node = Record<string, unknown> | unknown[];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Changes something somewhere below: the deeper, the rarer. */
function spoil(root: Node): void {
  let node = root;
  for (;;) {
    const keys = Object.keys(node);
    if (keys.length === 0) return;
    const key = pick(keys);
    const child = (node as Record<string, unknown>)[key];
    if (isNode(child) && random() < 0.8) {
      node = child;
      continue;
    }
    const way = random();
    if (way < 0.2) delete (node as Record<string, unknown>)[key];
    else if (way < 0.3 && Array.isArray(node)) node.push(pick(node));
    else if (way < 0.35) (node as Record<string, unknown>)[pick([ESCAPES, '__proto__x', 'constructor'])] = child;
    else (node as Record<string, unknown>)[key] = pick(VALUES)();
    return;
  }
}

/** Every now and then not even JSON. */
function spoiled(body: string): string {
  if (random() < 0.02) return pick(['', '<html>', body.slice(0, below(body.length)), '7', 'null', ESCAPES]);
  const root = JSON.parse(body) as Node;
  for (let times = below(12); times > 0; times--) spoil(root);
  return JSON.stringify(root).replaceAll(DEEP, (_, levels: string) => deep(Number(levels)));
}

const pluralOf = (kind: string): string => `${kind.toLowerCase().replace(/ss$/, 'sse')}s`;

const LEAKS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/; // oxlint-disable-line no-control-regex -- that is the point

describe(`hostile answers (SEED=${seed})`, () => {
  let bodies: ReadonlyMap<string, string>;

  before(async () => {
    const { objects } = await loadWorld('production');
    const inNamespace = objects.filter(({ metadata }) => metadata.namespace === 'jaeger-production');
    const lists = Map.groupBy(inNamespace, ({ kind }) => pluralOf(kind));
    bodies = new Map([...lists].map(([plural, items]) => [plural, JSON.stringify({ metadata: {}, items })]));
    assert.ok(bodies.size >= 10);
  });

  /** What a healthy instance never asks for is answered with what it is not: Pods. */
  const bodyOf = (resource: AnyResource): string =>
    spoiled(bodies.get(resourceOf(resource).plural) ?? bodies.get('pods') ?? '');

  const reader: EvidenceSource = {
    servedGroups: async () => new Map([['jaegertracing.io', ['v1']]]),
    logs: async () => spoiled(JSON.stringify(ESCAPES)),
    list: async (resource: AnyResource) =>
      readPage({ status: 200, body: bodyOf(resource) }, objectReader(resource), 'a list').items as never,
    get: async (resource: AnyResource) =>
      readObject({ status: 200, body: bodyOf(resource) }, objectReader(resource), 'an object') as never,
  };

  async function statusText(from: EvidenceSource): Promise<string> {
    try {
      const report = await readStatus(from, { namespace: 'jaeger-production' }, PLAIN.now);
      JSON.stringify(report);
      return renderStatus(report, PLAIN);
    } catch (error) {
      if (isJaegerError(error)) return '';
      throw error;
    }
  }

  it(`${ANSWERS} of them: no crash, no hang, no escape sequence`, async () => {
    let shown = 0;
    for (let run = 0; run < RUNS; run++) {
      const began = performance.now();
      const text = await statusText(reader).catch((cause: unknown) => {
        throw new Error(`run ${run}`, { cause });
      });
      if (text !== '') shown++;
      assert.doesNotMatch(text, LEAKS, `run ${run}`);
      assert.ok(performance.now() - began < 2000, `run ${run} took ${performance.now() - began} ms`);
    }
    assert.ok(shown > RUNS / 4, `only ${shown} had anything to show: the test has lost its object`);
    assert.ok(!('polluted' in {}));
  }).timeout(60_000);

  it('also over a connection', () =>
    withApi(
      (response, { url }) => {
        const way = random();
        if (way < 0.01) {
          response.socket?.destroy();
          return;
        }
        const headers = way < 0.1 ? { 'content-encoding': 'gzip' } : { warning: `299 - "${'w'.repeat(below(50))}"` };
        response.writeHead(way < 0.2 ? pick([201, 204, 302, 401, 403, 404, 409, 410, 422]) : 200, headers);
        response.end(spoiled(bodies.get(/\/([a-z]+)\?/.exec(url)?.[1] ?? '') ?? '{}'));
      },
      async (cluster) => {
        for (let run = 0; run < 25; run++) assert.doesNotMatch(await statusText(cluster), LEAKS);
      },
    )).timeout(60_000);
});
