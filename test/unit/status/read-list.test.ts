import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { namesOf, nothingListed, readList, renderList } from '../../../src/status/index.ts';
import { clusterOf, container, jaeger, workload } from '../../support/objects.ts';
import { PLAIN } from '../../support/views.ts';

const labelled = (name: string, labels: Readonly<Record<string, string>>): ReturnType<typeof workload> =>
  workload(name, { labels, containers: [container('jaegertracing/jaeger:2.13.0')] });

describe('readList', () => {
  const both = { deployments: [labelled('one', { team: 'a' }), labelled('two', { team: 'b' })] };

  it('keeps to instances of which the server has selected something', async () => {
    const { instances } = await readList(clusterOf(both), { labelSelector: 'team=b' });
    assert.deepEqual(
      instances.map(({ name }) => name),
      ['two'],
    );
  });

  it('selects nothing of a kind that is not there, and passes on what the selector lacks', async () => {
    const without = clusterOf(both, { jaegers: new JaegerError('NO_SUCH_KIND', 'no jaegers') });
    assert.equal((await readList(without, { labelSelector: 'team=a' })).instances.length, 1);
    const wrong = clusterOf(both, { statefulsets: new JaegerError('INVALID', 'no selector') });
    await assert.rejects(readList(wrong, { labelSelector: '=' }), { code: 'INVALID' });
  });

  it('ends with why only where nothing at all could be looked at', async () => {
    const refusal = new JaegerError('FORBIDDEN', 'no');
    const half = await readList(clusterOf({ jaegers: [jaeger('j', 'ns')] }, { deployments: refusal }), {});
    assert.deepEqual([half.instances[0]?.health, half.errors[0]?.resource], ['Unknown', 'deployments']);
    const blind = clusterOf({ jaegers: [] }, { deployments: refusal, jaegers: refusal });
    await assert.rejects(readList(blind, {}), { code: 'FORBIDDEN' });
  });

  it('is shown as kubectl shows lists, empty ones too', async () => {
    const list = await readList(clusterOf(both), {});
    assert.match(
      renderList(list, PLAIN),
      /^NAMESPACE +NAME +FLAVOUR .*\nns +one +manifests +allinone +memory +2\.13\.0 +Ready/,
    );
    assert.deepEqual(namesOf(list), ['deployment.apps/one', 'deployment.apps/two']);
    assert.equal(renderList(await readList(clusterOf({}), {}), PLAIN), '');
    assert.deepEqual(
      [nothingListed('ns'), nothingListed(undefined)],
      ['No resources found in ns namespace.', 'No resources found'],
    );
  });
});
