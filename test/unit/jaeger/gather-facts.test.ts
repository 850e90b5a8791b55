import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { gatherFacts } from '../../../src/jaeger/index.ts';
import { clusterOf, jaeger, object, operatorLabels, pod, service } from '../../support/objects.ts';

const storage = { type: 'elasticsearch', options: { 'es.server-urls': 'http://es:9200' } };
const elsewhere = { type: 'elasticsearch', options: { 'es.server-urls': 'http://es.data:9200' } };
const forbidden = new JaegerError('FORBIDDEN', 'no');

describe('gatherFacts', () => {
  it('asks for one healthy instance six times, all at once, and never beyond the namespace', async () => {
    const cluster = clusterOf({ jaegers: [jaeger('j', 'ns')] });
    await gatherFacts(cluster, { namespace: 'ns' });
    assert.equal(cluster.asked.length, 6);
    assert.ok(
      cluster.asked.every((question) => question.includes(' ns')),
      cluster.asked.join('\n'),
    );
  });

  it('asks for the Pods behind the Service that an instance names', async () => {
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns', { storage })],
      services: [service('es', {}, { app: 'es', tier: 'data' })],
      pods: [pod('es-0', { labels: { app: 'es', tier: 'data' } }), pod('web', { labels: { app: 'web' } })],
    });
    const { pods } = await gatherFacts(cluster, { namespace: 'ns' });
    assert.deepEqual(
      pods.map(({ metadata }) => metadata.name),
      ['es-0'],
    );
    assert.ok(cluster.asked.includes('pods ns app=es,tier=data'));
  });

  it('goes to another namespace only for the span store that an instance names there', async () => {
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns', { storage: elsewhere })],
      services: [service('es', { namespace: 'data' }, { app: 'es' })],
      pods: [pod('es-0', { namespace: 'data', labels: { app: 'es' } })],
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

  it('reads claims with -A only where a Pod of Jaeger mounts one', async () => {
    const labels = operatorLabels('j', 'all-in-one');
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns', { storage: { type: 'badger' } }), jaeger('k', 'other')],
      pods: [
        pod('j-1', { labels }, ['badger']),
        pod('k-1', { namespace: 'other', labels: operatorLabels('k', 'all-in-one') }),
      ],
      persistentvolumeclaims: [object('badger'), object('of-somebody', { namespace: 'other' })],
    });
    const { claims } = await gatherFacts(cluster, {});
    assert.deepEqual(
      claims.map(({ metadata }) => metadata.name),
      ['badger'],
    );
    assert.deepEqual(
      cluster.asked.filter((question) => question.startsWith('persistentvolumeclaims')),
      ['persistentvolumeclaims ns'],
    );
  });

  it('asks for Pods of Jobs that a CronJob of the instance made, and of no others', async () => {
    const instance = jaeger('j', 'ns');
    const cronJob = object('j-es-rollover', { labels: operatorLabels('j', 'cronjob-es-rollover'), owner: instance });
    const cluster = clusterOf({
      jaegers: [instance],
      cronjobs: [cronJob],
      jobs: [object('j-es-rollover-1', { owner: cronJob }), object('backup', { owner: object('nightly') })],
      pods: [
        pod('of-rollover', { labels: { 'job-name': 'j-es-rollover-1' } }),
        pod('of-backup', { labels: { 'job-name': 'backup' } }),
      ],
    });
    const { pods } = await gatherFacts(cluster, { namespace: 'ns' });
    assert.deepEqual(
      pods.map(({ metadata }) => metadata.name),
      ['of-rollover'],
    );
  });

  it('lists a Pod once that comes by two ways', async () => {
    const labels = { ...operatorLabels('j', 'all-in-one'), app: 'es' };
    const cluster = clusterOf({
      jaegers: [jaeger('j', 'ns', { storage })],
      services: [service('es', {}, { app: 'es' })],
      pods: [pod('both', { labels })],
    });
    assert.equal((await gatherFacts(cluster, { namespace: 'ns' })).pods.length, 1);
  });

  it('notes a list that may not be read and goes on with the others', async () => {
    const cluster = clusterOf({ jaegers: [jaeger('j', 'ns')] }, { persistentvolumeclaims: forbidden });
    const { jaegers, claims, errors } = await gatherFacts(cluster, { namespace: 'ns' });
    assert.equal(jaegers.length, 1);
    assert.deepEqual(claims, []);
    assert.deepEqual(errors, [{ resource: 'persistentvolumeclaims', error: forbidden }]);
  });

  it('does not hide a bug', async () => {
    const cluster = clusterOf({}, { pods: new TypeError('a bug') });
    await assert.rejects(gatherFacts(cluster, {}), TypeError);
  });
});
