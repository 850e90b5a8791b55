import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { gatherFacts } from '../../../src/jaeger/index.ts';
import { clusterOf, jaeger, object, operatorLabels, pod, service } from '../../support/objects.ts';

const elsewhere = { type: 'elasticsearch', options: { 'es.server-urls': 'http://es.data:9200' } };
const forbidden = new JaegerError('FORBIDDEN', 'no');

describe('gatherFacts', () => {
  it('asks for one healthy instance eleven times, and never beyond the namespace', async () => {
    const cluster = clusterOf({ jaegers: [jaeger('j', 'ns')] });
    await gatherFacts(cluster, { namespace: 'ns' });
    // And which groups there are.
    assert.equal(cluster.asked.length, 9, cluster.asked.join('\n'));
    assert.ok(
      cluster.asked.every((question) => question.includes(' ns')),
      cluster.asked.join('\n'),
    );
  });

  it('asks for claims and routes only where there can be some', async () => {
    const labels = operatorLabels('j', 'all-in-one');
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns')],
      pods: [pod('j-1', { labels }, ['badger'])],
      routes: [],
      persistentvolumeclaims: [object('badger')],
    });
    const { claims } = await gatherFacts(cluster, { namespace: 'ns' });
    assert.equal(claims.length, 1);
    assert.ok(cluster.asked.includes('routes ns') && !cluster.asked.includes('httproutes ns'));
  });

  it('goes to another namespace only for the span store that an instance names there', async () => {
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns', { storage: elsewhere })],
      services: [service('es', { namespace: 'data' }, { app: 'es' })],
      pods: [pod('es-0', { namespace: 'data', labels: { app: 'es' } }, ['claim'])],
      persistentvolumeclaims: [object('claim', { namespace: 'data' })],
    });
    const { pods, claims } = await gatherFacts(cluster, { namespace: 'ns' });
    assert.deepEqual(
      pods.map(({ metadata }) => metadata.name),
      ['es-0'],
    );
    assert.deepEqual(
      claims.map(({ metadata }) => metadata.name),
      ['claim'],
    );
    assert.deepEqual(cluster.asked.filter((question) => !question.includes(' ns')).toSorted(), [
      'persistentvolumeclaims data',
      'pods data app=es',
      'services data',
    ]);
  });

  it('looks with -A only into namespaces in which there is an instance', async () => {
    const labels = operatorLabels('j', 'all-in-one');
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns', { storage: { type: 'badger' } }), jaeger('k', 'other')],
      pods: [
        pod('j-1', { labels }, ['badger']),
        pod('k-1', { namespace: 'other', labels: operatorLabels('k', 'all-in-one') }),
        pod('of-somebody', { namespace: 'third' }, ['data']),
      ],
      persistentvolumeclaims: [object('badger'), object('of-somebody', { namespace: 'other' })],
    });
    const { claims, pods } = await gatherFacts(cluster, {});
    assert.deepEqual(
      [claims, pods].map((objects) => objects.map(({ metadata }) => metadata.name)),
      [['badger'], ['j-1', 'k-1']],
    );
    assert.deepEqual(
      cluster.asked.filter((question) => question.startsWith('persistentvolumeclaims')),
      ['persistentvolumeclaims ns'],
    );
    assert.ok(cluster.asked.every((question) => !question.includes('third')));
  });

  it('lists a Pod once that comes by two ways', async () => {
    const labels = { ...operatorLabels('k', 'all-in-one'), app: 'es' };
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns', { storage: elsewhere }), jaeger('k', 'data')],
      services: [service('es', { namespace: 'data' }, { app: 'es' })],
      pods: [pod('both', { namespace: 'data', labels })],
    });
    assert.equal((await gatherFacts(cluster, {})).pods.length, 1);
  });

  it('notes a list that may not be read and goes on with the others', async () => {
    const cluster = clusterOf(
      { jaegers: [jaeger('j', 'ns')], pods: [pod('p', {}, ['c'])] },
      { persistentvolumeclaims: forbidden },
    );
    const { jaegers, claims, errors } = await gatherFacts(cluster, { namespace: 'ns' });
    assert.equal(jaegers.length, 1);
    assert.deepEqual(claims, []);
    assert.deepEqual(errors, [{ resource: 'persistentvolumeclaims', namespace: 'ns', error: forbidden }]);
  });

  it('does not hide a bug', async () => {
    const cluster = clusterOf({}, { deployments: new TypeError('a bug') });
    await assert.rejects(gatherFacts(cluster, {}), TypeError);
  });
});
