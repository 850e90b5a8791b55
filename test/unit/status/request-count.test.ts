import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { EvidenceSource } from '../../../src/status/gather-evidence.ts';
import type { ListQuery } from '../../../src/kubernetes/ports.ts';
import { readPage } from '../../../src/kubernetes/read-answer.ts';
import { objectReader } from '../../../src/kubernetes/read-objects.ts';
import { pathOf, resourceOf } from '../../../src/kubernetes/resources.ts';
import type { AnyResource } from '../../../src/kubernetes/types.ts';
import { readStatus } from '../../../src/status/index.ts';
import { answersOf } from '../../support/answers.ts';

interface Count {
  readonly requests: number;
  /** How often everything that was asked had to be answered before anything else was asked. */
  readonly roundTrips: number;
}

/** Answers recorded requests, but none before no other is coming. */
async function countOf(scenario: string, namespace: string): Promise<Count> {
  const answers = new Map(
    Object.entries(await answersOf(scenario)).map(([url, { body }]) => {
      const { pathname, searchParams } = new URL(url, 'http://x');
      return [`${pathname} ${searchParams.get('labelSelector') ?? ''}`, body];
    }),
  );
  let waiting: (() => void)[] = [];
  let requests = 0;
  const answered = async (path: string): Promise<string> => {
    requests++;
    const body = answers.get(path);
    assert.ok(body, `a recorded answer to ${path}`);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return body;
  };
  const list = async (resource: AnyResource, { namespace: within, labelSelector = '' }: ListQuery): Promise<never> => {
    const body = await answered(`${pathOf(resourceOf(resource), { namespace: within })} ${labelSelector}`);
    return readPage({ status: 200, body }, objectReader(resource), 'a list').items as never;
  };
  const servedGroups = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const { groups } = JSON.parse(await answered('/apis ')) as { groups: { name: string }[] };
    return new Map(groups.map(({ name }) => [name, ['v1', 'v1beta1']]));
  };
  const reader: EvidenceSource = {
    list,
    servedGroups,
    get: () => assert.fail('status gets nothing'),
    logs: () => assert.fail('no log is read'),
  };
  const progress = { isDone: false };
  const report = readStatus(reader, { namespace }, new Date('2026-12-01T00:00:00Z')).finally(() => {
    progress.isDone = true;
  });
  let roundTrips = 0;
  for (await setImmediate(); !progress.isDone; await setImmediate()) {
    const all = waiting;
    waiting = [];
    roundTrips++;
    for (const answer of all) answer();
  }
  assert.equal((await report).instances.length, 1);
  return { requests, roundTrips };
}

describe('status of one healthy instance', () => {
  for (const [scenario, namespace] of [
    ['status-all-in-one', 'default'],
    ['status-production', 'jaeger-production'],
  ] as const)
    it(`takes at most 12 requests, two round trips deep (${scenario})`, async () => {
      const { requests, roundTrips } = await countOf(scenario, namespace);
      assert.ok(requests >= 6 && requests <= 12, `${requests} requests`);
      assert.ok(roundTrips >= 1 && roundTrips <= 2, `${roundTrips} round trips`);
    });
});
