import assert from 'node:assert/strict';
import { down, up, type Ground } from '../ground/cluster.ts';
import { endFault, faults, putFault } from '../ground/faults/index.ts';
import { instanceOf } from '../ground/paths.ts';
import { sleep } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';
import { assertNamed, errorsIn, findingsOf, type Named } from '../support/status-findings.ts';

const instance = instanceOf('prove-findings');

interface Expected {
  readonly scope: readonly string[];
  readonly named: Named;
  /** An instance that is made under the fault, and that it keeps from being carried out. */
  readonly waiting?: true;
}

const own = (name: string, ...named: Named): [string, Expected] => [name, { scope: ['-n', `fault-${name}`], named }];

/** Faults that the status of the cluster alone cannot show: the span store would have to be asked. */
const UNSEEN = ['read-only-indices'];

const NEW = 'prove-findings';

/** Fault of the ground → where it is looked for, and what is said of it. */
const EXPECTED = new Map<string, Expected>([
  own('image', 'JG006', /all-in-one:1\.650\.0: \S/),
  own('claim-class', 'JG010', /"fast-ssd" not found/),
  own('no-endpoints', 'JG011', /select app=tracing/),
  own('quota', 'JG004', /failed quota: memory/),
  own('network-policy', 'JG013', /deny-all lets anything into/),
  own('two-instances', 'JG072', /also jaeger/),
  own('crash-loop', 'JG008', /exit code 1 .*unknown flag: --collector\.http-port$/s),
  own('cleaner-unauthorized', 'JG041', /status code: 401/),
  ['cleaner-suspended', { scope: ['-n', 'jaeger-production'], named: ['JG042', /suspend is true/] }],
  own('init-job', 'JG040', /connect: connection refused$/),
  // With nothing else wrong nothing is asked of the operator: here another fault gives the suspicion.
  ['webhook-ca', { scope: ['-n', 'fault-image'], named: ['JG024', /no caBundle for .*mjaeger\.kb\.io/] }],
  ['operator-lease', { scope: ['-n', NEW], named: ['JG023', /held by an-operator-elsewhere_/], waiting: true }],
  ['operator-gone', { scope: ['-A'], named: ['JG022', /scaled to 0/] }],
]);

const made = JSON.stringify({
  apiVersion: 'jaegertracing.io/v1',
  kind: 'Jaeger',
  metadata: { name: 'new', namespace: NEW },
});

/** Seconds after which a resource that nobody has touched is remarkable, and some. */
const UNTOUCHED = 15;

describe('the findings of every fault', () => {
  let cluster: Ground;
  const rows: string[] = [];

  before(async () => {
    assert.deepEqual([...EXPECTED.keys(), ...UNSEEN].toSorted(), faults.map(({ name }) => name).toSorted());
    await down(instance);
    cluster = await up(instance);
    await addSets(cluster, ['all-in-one', 'production']);
  });

  after(async () => {
    process.stdout.write(`\n${['FAULT: finding', ...rows].join('\n')}\n`);
    await down(instance);
  });

  it('are none before', async () => {
    assert.deepEqual(errorsIn(await findingsOf(cluster, '-A')), []);
  });

  for (const [name, { scope, named, waiting }] of EXPECTED)
    it(`${name} is named by its reason`, async () => {
      const isAlone = name === 'webhook-ca';
      if (isAlone) await putFault(cluster, 'image');
      await putFault(cluster, name);
      try {
        if (waiting) {
          await cluster.kubectl('create', 'namespace', NEW);
          await cluster.apply(made);
          await sleep(UNTOUCHED * 1000);
        }
        const findings = await findingsOf(cluster, ...scope);
        assertNamed(findings, named);
        const { id, object, evidence } = findings.find((finding) => finding.id === named[0]) ?? assert.fail(named[0]);
        rows.push(`${name}: ${id} ${object}: ${evidence.replaceAll(/\s+/g, ' ').slice(-140)}`);
      } finally {
        await endFault(cluster, name);
        if (isAlone) await endFault(cluster, 'image');
        if (waiting) await cluster.kubectl('delete', 'namespace', NEW);
      }
    });

  it('are gone afterwards', async () => {
    assert.deepEqual(errorsIn(await findingsOf(cluster, '-A')), []);
  });
});
