import assert from 'node:assert/strict';
import { findInstances, type Facts, type JaegerInstance } from '../../../src/jaeger/index.ts';
import { jaeger, noFacts, object, operatorLabels, pod, service } from '../../support/objects.ts';

const production = jaeger('prod', 'ns', {
  strategy: 'production',
  storage: { type: 'elasticsearch', options: { 'es.server-urls': 'http://es.data.svc:9200' } },
});

const only = (facts: Partial<Facts>): JaegerInstance => {
  const [instance, ...others] = findInstances({ ...noFacts, jaegers: [production], ...facts });
  assert.ok(instance && others.length === 0);
  return instance;
};

const names = (members: readonly { object: { metadata: { name: string } } }[]): string[] =>
  members.map(({ object: { metadata } }) => metadata.name);

describe('findInstances', () => {
  it('finds none where there is neither a custom resource nor a workload, whatever labels of Pods say', () => {
    const pods = [pod('lonely', { labels: operatorLabels('prod', 'query') })];
    assert.deepEqual(findInstances({ ...noFacts, pods }), []);
  });

  it('sorts by namespace and name', () => {
    const jaegers = [jaeger('b', 'y'), jaeger('a', 'y'), jaeger('z', 'x')];
    const found = findInstances({ ...noFacts, jaegers });
    assert.deepEqual(
      found.map(({ namespace, name }) => `${namespace}/${name}`),
      ['x/z', 'y/a', 'y/b'],
    );
  });

  it('tells instances of one name in two namespaces apart', () => {
    const jaegers = [jaeger('j', 'one'), jaeger('j', 'two')];
    const labels = operatorLabels('j', 'all-in-one');
    const pods = [pod('p1', { namespace: 'one', labels }), pod('p2', { namespace: 'two', labels })];
    const found = findInstances({ ...noFacts, jaegers, pods });
    assert.deepEqual(
      found.map((instance) => names(instance.pods)),
      [['p1'], ['p2']],
    );
  });

  it('names the component of every Pod by its label', () => {
    const pods = ['collector', 'query', 'cronjob-es-index-cleaner', 'something-new'].map((component) =>
      pod(component, { labels: operatorLabels('prod', component) }),
    );
    const components = only({ pods }).pods.map(({ component }) => component);
    assert.deepEqual(components, ['collector', 'cleaner', 'query', 'unknown']);
  });

  it('leaves an application with an injected agent out', () => {
    const labels = { app: 'hotrod', 'sidecar.jaegertracing.io/injected': 'prod' };
    assert.deepEqual(only({ pods: [pod('hotrod', { labels })] }).pods, []);
  });

  it('finds a Pod without labels through its Job and CronJob', () => {
    const cronJob = object('prod-es-rollover', {
      labels: operatorLabels('prod', 'cronjob-es-rollover'),
      owner: production,
    });
    const job = object('prod-es-rollover-1', { owner: cronJob });
    const stranger = object('backup-1', { owner: object('backup') });
    const instance = only({
      cronJobs: [cronJob],
      jobs: [job, stranger],
      pods: [pod('rollover-pod', { owner: job }), pod('backup-pod', { owner: stranger })],
    });
    assert.deepEqual(names(instance.pods), ['rollover-pod']);
    assert.deepEqual(
      instance.pods.map(({ component, because }) => [component, because]),
      [['rollover', 'owner jobs/prod-es-rollover-1']],
    );
  });

  it('counts a Pod once that has both labels and owner', () => {
    const labels = operatorLabels('prod', 'job-es-rollover-create-mapping');
    const job = object('init', { labels, owner: production });
    assert.deepEqual(names(only({ jobs: [job], pods: [pod('init-pod', { labels, owner: job })] }).pods), ['init-pod']);
  });

  describe('with a span store in the cluster', () => {
    const labels = { app: 'es' };
    const store = { namespace: 'data', labels };
    const facts = {
      pods: [pod('es-0', store, ['data-es-0']), pod('other', { namespace: 'data' }), pod('es-0', { labels })],
      services: [
        service('es', { namespace: 'data' }, labels),
        service('es-cluster', { namespace: 'data' }, labels),
        service('es', { namespace: 'ns' }, labels),
        service('headless-of-nobody', { namespace: 'data' }),
      ],
      claims: [
        object('data-es-0', { namespace: 'data' }),
        object('data-es-0', { namespace: 'ns' }),
        object('unused', { namespace: 'data' }),
      ],
    };

    it('takes the Service that the URL names, the Pods behind it and all Services of those Pods', () => {
      const instance = only(facts);
      assert.deepEqual(names(instance.pods), ['es-0']);
      assert.deepEqual(names(instance.services), ['es', 'es-cluster']);
      assert.ok([...instance.pods, ...instance.services].every(({ component }) => component === 'storage'));
    });

    it('takes the claims that its Pods mount, of their namespace', () => {
      const { claims } = only(facts);
      assert.deepEqual(
        claims.map(({ object: { metadata }, because }) => [metadata.namespace, metadata.name, because]),
        [['data', 'data-es-0', 'volume of pods/es-0']],
      );
    });
  });

  it('keeps an instance that the operator has not touched yet', () => {
    const { version, phase, pods } = only({});
    assert.deepEqual([version, phase, pods], [undefined, undefined, []]);
  });
});
