import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { injectManifests, uninjectManifests, WAYS } from '../../../src/injection/index.ts';
import { deployments } from '../../support/workloads.ts';
import { laidOut } from '../../support/yaml-layouts.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const instance = { namespace: 'tracing', name: 'prod' };
const namespace = 'shop';

type Way = (typeof WAYS)[number];

const injected = (text: string, via: Way): ReturnType<typeof injectManifests> =>
  injectManifests({ text, namespace, instance, via, container: undefined });

const back = (text: string): ReturnType<typeof uninjectManifests> => uninjectManifests({ text, namespace });

/** What stands behind these words is what was there. */
const WAS = '# kubectl jaeger, before: ';

/** The lines of the one that are not in the other, in their order. */
function missing(lines: readonly string[], among: readonly string[]): readonly string[] {
  let from = 0;
  return lines.filter((line) => {
    const found = among.indexOf(line, from);
    if (found !== -1) from = found + 1;
    return found === -1;
  });
}

/** To the byte, there and back; done again it is the same. */
async function roundTrip(text: string, via: Way): Promise<string> {
  const there = await injected(text, via);
  assert.deepEqual([there.rewritten, there.results[0]?.verb], [[], 'injected']);
  const twice = await injected(there.text, via);
  assert.deepEqual([twice.text, twice.results[0]?.verb], [there.text, 'unchanged']);
  const again = await back(there.text);
  assert.deepEqual([again.text, again.rewritten], [text, []]);
  return there.text;
}

describe(`manifests, changed in place (SEED=${SEED})`, () => {
  const layouts = fc.record({ workload: deployments, seed: fc.integer(), via: fc.constantFrom(...WAYS) });

  it('come back to the byte, and nothing but what is written differs', () =>
    fc.assert(
      fc.asyncProperty(layouts, async ({ workload, seed, via }) => {
        const text = laidOut(workload, seed, { isBlock: true });
        assert.deepEqual(parseAllDocuments(text)[0]?.toJS(), workload);
        const lines = (await roundTrip(text, via)).replaceAll(WAS, '').split('\n');
        assert.deepEqual(
          missing(
            text.replaceAll('\r', '').split('\n'),
            lines.map((line) => line.replace('\r', '')),
          ),
          [],
        );
      }),
      { seed: SEED, numRuns: 60 },
    ));

  it('come back to the byte with braces among them', () =>
    fc.assert(
      fc.asyncProperty(layouts, async ({ workload, seed, via }) => {
        await roundTrip(laidOut(workload, seed, { isBlock: false }), via);
      }),
      { seed: SEED, numRuns: 60 },
    ));

  it('come back to the byte as JSON', () =>
    fc.assert(
      fc.asyncProperty(layouts, fc.constantFrom(undefined, 2, 4, '\t'), async ({ workload, via }, step) => {
        const there = await roundTrip(JSON.stringify(workload, undefined, step), via);
        assert.doesNotThrow(() => JSON.parse(there));
      }),
      { seed: SEED, numRuns: 60 },
    ));

  const odd = `kind: Deployment
metadata: {name: web, labels: !!map {a: !!str 1}}
spec: {template: {metadata: {annotations: &a}, spec: {containers: [{name: web, env: &e}]}}}
`;

  it('are written anew where that is the only way, and say so', async () => {
    const text = odd.replace('annotations: &a', 'annotations: &a , labels: *a');
    const there = await injected(text, 'otel-operator');
    assert.deepEqual(there.rewritten, ['deployment/web']);
    assert.equal((await injected(odd, 'env')).rewritten.length, 0);
  });

  it('are no YAML with an alias of nothing', () =>
    assert.rejects(injected('kind: *nothing\n', 'env'), { code: 'USAGE', message: /^--filename: Unresolved alias/ }));
});
