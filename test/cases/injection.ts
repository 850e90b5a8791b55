import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { injectManifests, uninjectManifests, WAYS } from '../../src/injection/index.ts';
import { canonical } from '../support/canonical.ts';

export interface RoundTrips {
  /** Workloads that were injected, once for each way. */
  readonly injected: number;
  /** Files that came back byte for byte, of those in which something was injected. */
  readonly identical: number;
  readonly changed: number;
}

const instance = { namespace: 'tracing', name: 'prod' };
const namespace = 'shop';

const objectsIn = (text: string): readonly string[] =>
  [parseAllDocuments(text, { logLevel: 'error' })].flat().map((document) => canonical(document.toJS()));

/** The laws of injection, for a file in every way: taken back exactly, the same when it is done again. Throws where one does not hold. */
export async function roundTrips(path: string): Promise<RoundTrips> {
  const text = await readFile(path, 'utf8');
  const sums = { injected: 0, identical: 0, changed: 0 };
  for (const via of WAYS) {
    const request = { namespace, instance, via, container: undefined };
    const once = await injectManifests({ ...request, text });
    const injected = once.results.filter(({ verb }) => verb === 'injected').length;
    const twice = await injectManifests({ ...request, text: once.text });
    if (twice.text !== once.text) throw new Error(`${via}: another injection changes it again`);
    const back = await uninjectManifests({ text: once.text, namespace });
    const plain = await uninjectManifests({ text, namespace });
    const [actual, expected] = [objectsIn(back.text), objectsIn(plain.text)];
    const wrong = expected.find((object, index) => object !== actual[index]);
    if (wrong !== undefined || actual.length !== expected.length) throw new Error(`${via}: not taken back: ${wrong}`);
    sums.injected += injected;
    if (injected > 0) sums.changed++;
    if (injected > 0 && back.text === text) sums.identical++;
  }
  return sums;
}
