import assert from 'node:assert/strict';
import { known } from '../../../src/install/preflight/fact.ts';
import { checksOf } from '../../../src/install/preflight/preflight.ts';
import { CHECKS } from '../../../src/install/preflight/report.ts';
import type { Right } from '../../../src/jaeger/index.ts';
import { assertCheck, checkIn, factsOf, refused } from '../../support/preflight-facts.ts';

describe('a preflight', () => {
  it('passes where everything is as it should be, and says nothing of what has no bearing', () => {
    const checks = checksOf(factsOf());
    assert.deepEqual(
      checks.map(({ id, verdict }) => [id, verdict]),
      CHECKS.filter((id) => !['managers', 'elasticsearch', 'kafka', 'storage-class', 'claims'].includes(id)).map(
        (id) => [id, 'pass'],
      ),
    );
  });

  it('hides nothing where one thing may not be looked at: that check alone says so, and how to see it', () => {
    const passing = checksOf(factsOf());
    for (const [fact, ids] of [
      ['server', ['server']],
      ['namespace', ['namespace']],
      ['live', ['instance']],
      ['operators', ['operator', 'webhook']],
      ['webhooks', ['webhook']],
      ['missing', ['rights']],
      ['quotas', ['quota']],
      ['limits', ['quota']],
      ['claims', ['leftovers']],
      ['present', ['leftovers']],
    ] as const) {
      const checks = checksOf(factsOf({ [fact]: refused('list things') }));
      const unknown = checks.filter((check) => check.unknown);
      assert.deepEqual(
        unknown.map(({ id, verdict, evidence, next }) => [id, verdict, evidence, next]),
        ids.map((id) => [id, 'warning', 'not known: may not list things', ['kubectl auth can-i list things']]),
        fact,
      );
      for (const check of checks.filter((one) => !one.unknown && one.id !== 'versions'))
        assert.deepEqual(
          check,
          passing.find(({ id }) => id === check.id),
          fact,
        );
    }
  });

  it('says nothing of what another failure leaves open', () => {
    const checks = checksOf(factsOf({ operators: known([]), webhooks: known([]) }));
    assert.deepEqual(
      checks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id),
      ['operator'],
    );
  });
});

describe('the check of the', () => {
  it('server wants the least that the operator needs', () => {
    assertCheck('server', [{ server: known('v1.18.20') }], 'fail', /^Kubernetes v1\.18\.20: .* needs 1\.19/);
    assertCheck('server', [{ server: known('v1.19.0-eks-1') }], 'pass', /^Kubernetes v1\.19\.0-eks-1$/);
  });

  it('CRD wants its kind in its version, or an object of it', () => {
    const without = known(new Map([['apps', ['v1']]]));
    const older = known(new Map([['jaegertracing.io', ['v1alpha1']]]));
    const live = known({ metadata: { name: 'jaeger' } });
    assertCheck(
      'crd',
      [{ groups: without }],
      'fail',
      /^the server doesn't have a resource type "jaegers"$/,
      /v1 operator/,
    );
    assertCheck('crd', [{ groups: older }], 'fail', /is served, but not v1$/);
    assertCheck('crd', [{ groups: without, live }], 'pass', /is served, v1$/);
    assertCheck('crd', [{ groups: refused('get /apis') }], 'warning', /^not known/);
  });

  it('namespace wants it to be there and to stay, or to be made', () => {
    const none = known(undefined);
    assertCheck(
      'namespace',
      [{ namespace: none }],
      'fail',
      /^there is no namespace tracing$/,
      /^kubectl create namespace tracing$/,
    );
    const { request } = factsOf();
    assertCheck(
      'namespace',
      [{ namespace: none, request: { ...request, createNamespace: true } }],
      'pass',
      /will be made/,
    );
    const going = known({ metadata: { name: 'tracing', deletionTimestamp: '2026-11-23T14:00:00Z' } });
    assertCheck('namespace', [{ namespace: going }], 'fail', /is being deleted/);
  });

  it('rights fails for what is written and warns of what is looked at', () => {
    const create: Right = { verb: 'create', group: 'jaegertracing.io', resource: 'jaegers', without: 'nothing new' };
    const log: Right = { verb: 'get', group: '', resource: 'pods/log', without: 'lines are missing' };
    assertCheck(
      'rights',
      [{ missing: known([create, log]) }],
      'fail',
      /^you may not create jaegers\.jaegertracing\.io; nor get pods\/log, without/,
      /^kubectl auth can-i create jaegers\.jaegertracing\.io -n tracing$/,
    );
    assertCheck(
      'rights',
      [{ missing: known([log]) }],
      'warning',
      /^you may not get pods\/log: lines are missing$/,
      /^kubectl auth can-i get pods --subresource=log -n tracing$/,
    );
    const live = known({ metadata: { name: 'jaeger' } });
    assertCheck('rights', [{ missing: known([create]), live }], 'pass', /./);
    const space: Right = { verb: 'create', group: '', resource: 'namespaces', without: 'no namespace' };
    assertCheck('rights', [{ missing: known([space]) }], 'pass', /./);
    assertCheck(
      'rights',
      [{ missing: known([space]), namespace: known(undefined) }],
      'fail',
      /create namespaces/,
      /^kubectl auth can-i create namespaces$/,
    );
  });

  it('instance tells a change from a new one, and waits for none that goes', () => {
    const live = { metadata: { name: 'jaeger', deletionTimestamp: '2026-11-23T14:00:00Z' } };
    assertCheck('instance', [{}], 'pass', /yet: it would be made$/);
    assertCheck(
      'instance',
      [{ live: known({ metadata: { name: 'jaeger' } }) }],
      'pass',
      /^jaegers\/jaeger is there: it would be changed/,
    );
    assertCheck('instance', [{ live: known(live) }], 'fail', /is being deleted$/, /finalizers/);
  });

  it('managers names who would set back a change, by marks and by what they have written', () => {
    const marked = { metadata: { name: 'jaeger', labels: { 'argocd.argoproj.io/instance': 'shop' } } };
    const written = { metadata: { name: 'jaeger', managedFields: [{ manager: 'kubectl' }, { manager: 'helm' }] } };
    assert.equal(checkIn(factsOf(), 'managers'), undefined);
    assertCheck('managers', [{ live: known({ metadata: { name: 'jaeger' } }) }], 'pass', /nobody else/);
    assertCheck('managers', [{ live: known(marked) }], 'warning', /managed by Argo CD \(shop\)/);
    assertCheck('managers', [{ live: known(written) }], 'warning', /managed by Helm:/);
  });

  it('names tells what they become (as tried with the operator)', () => {
    const name = `${'a'.repeat(50)}-b.ccccccc`;
    const settings = {
      storage: 'elasticsearch',
      strategy: 'production',
      'es-url': 'http://es:9200',
      'rollover-schedule': '@hourly',
    };
    const check = checkIn(factsOf({}, { name, settings }), 'names');
    assert.equal(check?.verdict, 'warning');
    for (const cut of [
      `services/${'a'.repeat(50)}-b--collector`,
      `services/${'a'.repeat(44)}-collector-headless`,
      `services/${'a'.repeat(50)}-b-cccc-query`,
      `cronjobs/${'a'.repeat(35)}-es-index-cleaner`,
      `cronjobs/${'a'.repeat(40)}-es-rollover`,
    ])
      assert.ok(`, ${check.evidence.replace(':', ',')}`.includes(`, ${cut},`), cut);
    assertCheck(
      'names',
      [{}, { name: 'my.jaeger' }],
      'warning',
      /^services\/my-jaeger-collector, .*: not my\.jaeger-collector/,
    );
    assertCheck('names', [{}, { name: 'a'.repeat(44) }], 'pass', /^none is cut$/);
    assertCheck('names', [{}, { name: 'a'.repeat(45) }], 'warning', /^services\/a{44}-collector-headless: not/);
  });

  it('leftovers fails for what the operator could not make, and tells what a new one takes up', () => {
    const labels = { 'app.kubernetes.io/instance': 'jaeger', 'app.kubernetes.io/managed-by': 'jaeger-operator' };
    const service = { resource: 'services', object: { metadata: { name: 'jaeger-query' } } };
    const own = { resource: 'configmaps', object: { metadata: { name: 'jaeger-trusted-ca', labels } } };
    assertCheck(
      'leftovers',
      [{ present: known([service]) }],
      'fail',
      /^services\/jaeger-query is there, and is not/,
      /take another name/,
    );
    const other = { resource: 'services', object: { metadata: { name: 'jaeger' } } };
    assertCheck('leftovers', [{ present: known([other]) }], 'pass', /nothing is left/);
    assertCheck(
      'leftovers',
      [{ present: known([own]) }],
      'warning',
      /configmaps\/jaeger-trusted-ca: the new one/,
      /^kubectl jaeger uninstall jaeger -n tracing/,
    );
    const claim = {
      metadata: {
        name: 'elasticsearch-elasticsearch-cdm-tracingjaeger-1',
        labels: { 'logging-cluster': 'elasticsearch' },
      },
    };
    assertCheck(
      'leftovers',
      [{ claims: known([claim]) }],
      'warning',
      /persistentvolumeclaims\/elasticsearch-/,
      /--delete-data/,
    );
    assertCheck('leftovers', [{ claims: known([claim]) }, { name: 'other' }], 'pass', /./);
    assert.equal(checkIn(factsOf({ live: known({ metadata: { name: 'jaeger' } }) }), 'leftovers'), undefined);
  });
});
