import assert from 'node:assert/strict';
import { down, up, type Ground } from '../ground/cluster.ts';
import { faults } from '../ground/faults/index.ts';
import { instanceOf } from '../ground/paths.ts';
import { addSets } from '../ground/sets/index.ts';
import { EXPECTED, namedFindings, underFault, UNSEEN } from '../support/fault-findings.ts';
import { errorsIn, findingsOf } from '../support/status-findings.ts';

const instance = instanceOf('prove-findings');

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

  for (const [name, expected] of EXPECTED)
    it(`${name} is named by its reason`, () =>
      underFault(cluster, name, async () => {
        const findings = await namedFindings(cluster, expected);
        const [wanted] = expected.named;
        const { id, object, evidence } = findings.find((finding) => finding.id === wanted) ?? assert.fail(wanted);
        rows.push(`${name}: ${id} ${object}: ${evidence.replaceAll(/\s+/g, ' ').slice(-140)}`);
      }));

  it('are gone afterwards', async () => {
    assert.deepEqual(errorsIn(await findingsOf(cluster, '-A')), []);
  });
});
