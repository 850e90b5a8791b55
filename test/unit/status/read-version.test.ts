import assert from 'node:assert/strict';
import { JaegerError } from '../../../src/errors/index.ts';
import { operatorsOf, versionOfImage } from '../../../src/jaeger/index.ts';
import { readVersion, renderVersion } from '../../../src/status/index.ts';
import { clusterOf, jaeger, noFacts } from '../../support/objects.ts';
import { PLAIN } from '../../support/views.ts';

describe('versionOfImage', () => {
  for (const [image, version] of [
    ['jaegertracing/all-in-one:1.65.0', '1.65.0'],
    ['registry.example:5000/jaeger/query', 'latest'],
    ['registry.example:5000/jaeger/query:v2.13.0@sha256:0123', 'v2.13.0'],
    ['registry.redhat.io/rhosdt/jaeger-agent-rhel8@sha256:0123', undefined],
    ['jaeger:latest', 'latest'],
  ] as const)
    it(`of "${image}" is ${version ?? 'unknown'}`, () => assert.equal(versionOfImage(image), version));
});

const owned = (operatedBy: string): ReturnType<typeof jaeger> => {
  const instance = jaeger('a', 'ns');
  return { ...instance, metadata: { ...instance.metadata, labels: { 'jaegertracing.io/operated-by': operatedBy } } };
};

describe('operatorsOf', () => {
  it('finds each operator once, by the label that it leaves', () => {
    const jaegers = ['observability.jaeger-operator', 'ops.my.operator', 'observability.jaeger-operator', 'nonsense'];
    assert.deepEqual(operatorsOf({ ...noFacts, jaegers: jaegers.map(owned) }), [
      { namespace: 'observability', name: 'jaeger-operator' },
      { namespace: 'ops', name: 'my.operator' },
    ]);
  });
});

describe('readVersion', () => {
  const client = { version: '1.2.3', platform: 'linux/x64' };

  it('tells of everything but what may not be read', async () => {
    const cluster = {
      ...clusterOf(
        { jaegers: [owned('observability.jaeger-operator')] },
        {
          deployments: new JaegerError('FORBIDDEN', 'deployments are forbidden'),
        },
      ),
      serverVersion: () => Promise.resolve('v1.36.3'),
    };
    const report = await readVersion(cluster, client, { namespace: 'ns' });
    assert.deepEqual(report.server, { version: 'v1.36.3' });
    assert.deepEqual(report.operators, [
      { namespace: 'observability', name: 'jaeger-operator', version: undefined, image: undefined },
    ]);
    assert.deepEqual(report.errors.map(({ resource }) => resource).toSorted(), ['deployments', 'deployments']);
    assert.match(renderVersion(report, PLAIN), /^Operator Version: <unknown> \(observability\/jaeger-operator\)$/m);
  });

  it('takes a cluster without the operator’s kind for one without instances', async () => {
    const cluster = {
      ...clusterOf({}, { jaegers: new JaegerError('NO_SUCH_KIND', 'no resource type "jaegers"') }),
      serverVersion: () => Promise.resolve('v1.36.3'),
    };
    const report = await readVersion(cluster, client, {});
    assert.deepEqual([report.instances, report.errors], [[], []]);
    assert.equal(renderVersion(report, PLAIN), 'Client Version: v1.2.3\nServer Version: v1.36.3\n');
  });
});
