import assert from 'node:assert/strict';
import { resourceInWords } from '../../src/cli/rights.ts';
import type { Cluster } from '../ground/cluster.ts';
import { endFault, putFault } from '../ground/faults/index.ts';
import { forget, narrowed, withKubeconfig } from '../ground/narrow.ts';
import { without, type Rights } from '../ground/roles.ts';
import { until } from '../ground/run.ts';
import { e2eCluster } from '../support/e2e-cluster.ts';
import { declaredRights } from '../support/rights-reference.ts';
import { assertNamed, errorsIn, findingsOf, hasNamed, reportOf, type Named } from '../support/status-findings.ts';

/** Fault → the finding that gives its reason. The others: `npm run prove -- findings`. */
const FAULTS: Readonly<Record<string, Named>> = {
  image: ['JG006', /image docker\.io\/jaegertracing\/all-in-one:1\.650\.0: \S/],
  'claim-class': ['JG010', /ProvisioningFailed: .*"fast-ssd" not found/],
  'no-endpoints': ['JG011', /select app=tracing; the Pods of deployments\/jaeger have app=jaeger/],
  quota: ['JG004', /failed quota: memory/],
};

/** A plain Deployment of v1 with a flag that it does not know. */
const CRASH = 'findings-crash';
const labels = { app: 'jaeger' };
const container = { name: 'jaeger', image: 'docker.io/jaegertracing/all-in-one:1.65.0', args: ['--nonesuch'] };
const crashing = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'jaeger', namespace: CRASH },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
});

/** Where something is asked for; of the operator, wherever an instance of it is in trouble. */
const SUSPICIOUS: Readonly<Record<string, string>> = { events: 'fault-claim-class', 'pods/log': CRASH };

describe('findings of kubectl jaeger status', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await e2eCluster();
    await cluster.kubectl('create', 'namespace', CRASH);
    await cluster.apply(crashing);
    // One after the other: what is changed by hand stays only where the operator has nothing else to do.
    for (const name of Object.keys(FAULTS)) await putFault(cluster, name);
  });

  after(async () => {
    await cluster.kubectl('delete', 'namespace', CRASH, '--wait=false');
    await Promise.all(Object.keys(FAULTS).map((name) => endFault(cluster, name)));
  });

  for (const [name, expected] of Object.entries(FAULTS))
    it(`name the reason of ${name}`, async () => {
      assertNamed(await findingsOf(cluster, '-n', `fault-${name}`), expected);
    });

  it('are shown with what to do about them', async () => {
    const { stdout } = await cluster.outcome(['kubectl', 'jaeger', 'status', '-n', 'fault-quota']);
    assert.match(
      stdout,
      /^ {2}FINDINGS\n {2}error JG004 deployments\/jaeger\n {4}.*quota.*\n {4}why: .*\n {4}next: .*$/m,
    );
  });

  it('quote the log of the run before, as a real server gives it', async () => {
    const restarts = ['get', 'pods', '-o', 'jsonpath={.items[*].status.containerStatuses[*].restartCount}'];
    await until('restart', 60, async () => /[1-9]/.test(await cluster.kubectl('-n', CRASH, ...restarts)));
    const expected: Named = ['JG008', /exit code 1 \(Error\).*unknown flag: --nonesuch$/s];
    // For a moment after each start it runs, and nothing is wrong with it yet.
    await until('finding', 30, async () => hasNamed(await findingsOf(cluster, '-n', CRASH), expected));
  });

  it('say what the user may not see, and which right is missing', async () => {
    const status = (await declaredRights()).find(({ id }) => id === 'status') ?? assert.fail('status');
    const table: Record<string, string[]> = {};
    for (const right of status.needs.rights) (table[resourceInWords(right)] ??= []).push(right.verb);
    const rights: Rights = table;
    const user = { name: 'findings' };
    try {
      for (const right of status.needs.rights.filter(({ onSuspicion }) => onSuspicion)) {
        const lacking = without(rights, [`${right.verb} ${resourceInWords(right)}`]);
        const kubeconfig = await narrowed(cluster, { ...user, rights: lacking });
        const where = SUSPICIOUS[right.resource] ?? 'fault-image';
        const { stdout } = await withKubeconfig(cluster, kubeconfig, ['kubectl', 'jaeger', 'status', '-n', where]);
        assert.match(stdout, new RegExp(`^Errors:\\n(.*\\n)* +(observability/)?${right.resource}: `, 'm'));
      }
    } finally {
      await forget(cluster, user);
    }
  });

  it('have no error for instances that are well, and ask nothing more for them', async () => {
    for (const namespace of ['default', 'jaeger-production']) {
      assert.deepEqual(errorsIn(await findingsOf(cluster, '-n', namespace)), []);
      const argv = ['kubectl', 'jaeger', 'status', '-n', namespace, '-v', '6'];
      const requests = (await cluster.outcome(argv)).stderr.match(/verb="GET"/g) ?? [];
      assert.ok(requests.length > 5 && requests.length <= 12, `${requests.length} requests`);
    }
    const { instances } = await reportOf(cluster, '-n', 'default');
    assert.deepEqual(
      instances[0]?.findings.map(({ id }) => id),
      ['JG070'],
    );
  });
});
