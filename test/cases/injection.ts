import { readFile } from 'node:fs/promises';
import { injectManifests, uninjectManifests, WAYS } from '../../src/injection/index.ts';

export interface RoundTrips {
  /** Workloads that were injected, once for each way. */
  readonly injected: number;
  /** Times that the file came back byte for byte, of those in which something was injected. */
  readonly identical: number;
  readonly changed: number;
  /** Why it did not. */
  readonly reasons: readonly string[];
}

const instance = { namespace: 'tracing', name: 'prod' };
const namespace = 'shop';

/** The laws of injection, for a file in every way: taken back to the byte, the same when it is done again. Throws where one does not hold. */
export async function roundTrips(path: string): Promise<RoundTrips> {
  const text = await readFile(path, 'utf8');
  // What others have injected, or asked for, is taken back before.
  const plain = await uninjectManifests({ text, namespace });
  const trips = { injected: 0, identical: 0, changed: 0, reasons: new Set(plain.text === text ? [] : [THEIRS]) };
  for (const via of WAYS) {
    const request = { namespace, instance, via, container: undefined };
    const once = await injectManifests({ ...request, text });
    const injected = once.results.filter(({ verb }) => verb === 'injected').length;
    const twice = await injectManifests({ ...request, text: once.text });
    if (twice.text !== once.text) throw new Error(`${via}: another injection changes it again`);
    const back = await uninjectManifests({ text: once.text, namespace });
    const rewritten = [once, back, plain].flatMap((made) => made.rewritten);
    if (rewritten.length === 0 && back.text !== plain.text) throw new Error(`${via}: not taken back to the byte`);
    for (const names of rewritten) trips.reasons.add(`${names} cannot be edited in place`);
    trips.injected += injected;
    if (injected > 0) trips.changed++;
    if (injected > 0 && back.text === text) trips.identical++;
  }
  return { ...trips, reasons: [...trips.reasons] };
}

const THEIRS = 'it was injected before, or asks for it';
