import { setImmediate } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import type { Sandbox } from '../../sandbox/index.ts';
import { ApiCluster } from '../../src/kubernetes/api-cluster.ts';

interface Count<T> {
  readonly result: T;
  readonly requests: number;
  /** How often everything that was asked had to be answered before anything else was asked. */
  readonly roundTrips: number;
}

/** Asks a practice cluster, but nothing before no other question is coming. */
export async function countOf<T>(sandbox: Sandbox, work: (cluster: ApiCluster) => Promise<T>): Promise<Count<T>> {
  const config = new KubeConfig();
  config.loadFromString(sandbox.kubeconfig());
  const cluster = new ApiCluster(config, { userAgent: 'test/1', timeoutMs: 10_000 });
  const from = sandbox.requests.length;
  let waiting: (() => void)[] = [];
  const open = new Set<Promise<unknown>>();
  const held = async (ask: () => Promise<unknown>): Promise<unknown> => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    const answer = ask();
    open.add(answer);
    return answer;
  };
  const asked = new Proxy(cluster, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => held(() => Reflect.apply(value, target, args) as Promise<unknown>);
    },
  });
  const progress = { isDone: false };
  const result = work(asked).finally(() => {
    progress.isDone = true;
  });
  let roundTrips = 0;
  for (await setImmediate(); !progress.isDone; await setImmediate()) {
    const all = waiting;
    waiting = [];
    roundTrips++;
    for (const ask of all) ask();
    await setImmediate();
    await Promise.allSettled(open);
  }
  cluster.close();
  return { result: await result, requests: sandbox.requests.length - from, roundTrips };
}
