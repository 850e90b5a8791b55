import type { Cluster } from '../cluster.ts';
import type { Image } from '../image.ts';
import { until } from '../run.ts';

/** Something to look at with kubectl, and what it looks like. */
export interface Sight {
  /** One word for it. */
  readonly name: string;
  readonly kubectl: readonly string[];
  readonly input?: string;
  /** Matched with what kubectl prints: its stdout, or its stderr when it fails. */
  readonly is: RegExp;
}

/** Something that goes wrong on the ground when it is told to, and is well again when it is told to. */
export interface Fault {
  readonly name: string;
  readonly what: string;
  /** Sets that must be there. */
  readonly needs: readonly string[];
  readonly images: readonly Image[];
  /** Faults under which this one cannot be put on. */
  readonly notUnder: readonly string[];
  /** Begins where everything is well; waits for no more than its own steps need, as does `takeOff`. */
  put(cluster: Cluster): Promise<void>;
  takeOff(cluster: Cluster): Promise<void>;
  /** All of this can be seen while the fault is on, */
  readonly seen: readonly Sight[];
  /** and all of this when everything is well again. */
  readonly healed: readonly Sight[];
}

const MANY = 100;

async function look(cluster: Cluster, { kubectl, input, is }: Sight): Promise<string | undefined> {
  const { code, stdout, stderr } = await cluster.outcome(['kubectl', ...kubectl], input === undefined ? {} : { input });
  const text = (code === 0 ? stdout : stderr).trim();
  return is.test(text) ? text : undefined;
}

/** What can be seen, a line each, or undefined while one of the sights differs. */
export async function lookAtAll(cluster: Cluster, sights: readonly Sight[]): Promise<string[] | undefined> {
  const texts = await Promise.all(sights.map((sight) => look(cluster, sight)));
  const lines: string[] = [];
  for (const [index, text] of texts.entries()) {
    if (text === undefined) return undefined;
    const line = text.replaceAll(/\s+/g, ' ');
    lines.push(`${sights[index]?.name ?? ''}: ${line.length > MANY ? `…${line.slice(-MANY)}` : line || 'none'}`);
  }
  return lines;
}

/** Seconds. The init Job has 120, and as much again when another reconcile has just begun. */
const PATIENCE = 300;

/** Waits until all of it can be seen. */
export async function appears(cluster: Cluster, what: string, sights: readonly Sight[]): Promise<string[]> {
  let found: string[] | undefined;
  const looked = async (): Promise<boolean> => (found = await lookAtAll(cluster, sights)) !== undefined;
  await until(what, PATIENCE, looked).catch(async (error: unknown) => {
    throw new Error(`${what} cannot be seen by: ${await differences(cluster, sights)}`, { cause: error });
  });
  return found ?? [];
}

/** What differs from what should be seen, for the message of a wait that was in vain. */
async function differences(cluster: Cluster, sights: readonly Sight[]): Promise<string> {
  const texts = await Promise.all(
    sights.map(async (sight) => ((await look(cluster, sight)) === undefined ? sight.name : '')),
  );
  return texts.filter((name) => name !== '').join(', ');
}

/** A field of some objects. */
export const field = (
  name: string,
  [namespace, ...what]: readonly [string, ...string[]],
  path: string,
  is: RegExp,
): Sight => ({ name, kubectl: ['-n', namespace, 'get', ...what, '-o', `jsonpath=${path}`], is });
