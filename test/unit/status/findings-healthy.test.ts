import assert from 'node:assert/strict';
import { idsOf, recordedSet, statusOf, withChanged } from '../../support/findings.ts';
import { recordedSets } from '../../support/recorded-objects.ts';

/** What is true of sets that work, beyond what is said for information. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  // The article's own resource: rollover without aliases.
  openshift: ['jaeger-production JG043'],
};

/** What is asked for only where something looks wrong. */
const MORE = /^(events|leases|mutatingwebhookconfigurations|logs) /;

describe('instances that are well', () => {
  for (const set of recordedSets())
    it(`have no error, no false warning, and cost no request more (${set})`, async () => {
      const { instances, errors, asked } = await statusOf(await recordedSet(set));
      assert.ok(instances.length > 0);
      assert.deepEqual(errors, []);
      const serious = instances.flatMap(({ name, findings }) =>
        findings.filter(({ severity }) => severity !== 'info').map(({ id }) => `${name} ${id}`),
      );
      assert.deepEqual(serious, WARNINGS[set] ?? []);
      assert.deepEqual(
        asked.filter((request) => MORE.test(request)),
        [],
      );
      assert.equal(asked.filter((request) => request.startsWith('networkpolicies')).length, 1);
    });

  it('are told of the end of v1, and no v2 is', async () => {
    const ids = async (set: string): Promise<readonly (readonly string[])[]> =>
      (await statusOf(await recordedSet(set))).instances.map(({ findings }) => idsOf(findings));
    assert.deepEqual(await ids('all-in-one'), [['JG070']]);
    assert.deepEqual(await ids('jaeger-v2'), [[], []]);
    assert.deepEqual(await ids('otel-operator'), [[]]);
    assert.deepEqual(await ids('helm'), [['JG070'], ['JG061']]);
  });

  it('have no finding in the seconds in which they start', async () => {
    const objects = await recordedSet('all-in-one');
    const made =
      objects.pods?.find(({ metadata }) => metadata.namespace === 'default')?.metadata.creationTimestamp ?? '';
    const withoutPods = withChanged(objects, 'pods', () => ({ status: { phase: 'Pending' } }));
    const starting = withChanged(withoutPods, 'deployments', ({ metadata }) =>
      metadata.namespace === 'default' ? { status: {} } : undefined,
    );
    const at = async (seconds: number): Promise<readonly string[]> => {
      const now = new Date(Date.parse(made) + seconds * 1000);
      const { instances } = await statusOf(starting, { namespace: 'default', now });
      return instances.flatMap(({ findings }) => idsOf(findings));
    };
    assert.deepEqual(await at(20), ['JG070']);
    assert.deepEqual(await at(120), ['JG001', 'JG012', 'JG021', 'JG070']);
  });
});
