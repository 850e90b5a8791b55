import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { down, up, type Ground } from '../ground/cluster.ts';
import { endFault, faults, putFault, stateOf } from '../ground/faults/index.ts';
import { instanceOf } from '../ground/paths.ts';
import { until } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';

const instance = instanceOf('prove-faults');

const HEALTHY = [
  'jaeger-all-in-one-inmemory 1/1',
  'jaeger-operator 1/1',
  'jaeger-production-collector 1/1',
  'jaeger-production-query 1/1',
];

/** Every Deployment of the sets is available, and no namespace is left: at once, or when a fresh operator has looked at all. */
async function isHealthy(cluster: Ground): Promise<void> {
  const path = '{range .items[*]}{.metadata.name} {.status.availableReplicas}/{.spec.replicas}{"\\n"}{end}';
  await until('healthy sets', 120, async () => {
    const deployments = (await cluster.kubectl('get', 'deployments', '-A', '-o', `jsonpath=${path}`)).trim();
    return isDeepStrictEqual(deployments.split('\n').toSorted(), HEALTHY);
  });
  assert.doesNotMatch(await cluster.kubectl('get', 'namespaces', '-o', 'name'), /fault-/);
}

describe('the faults of the ground', () => {
  let cluster: Ground;
  const rows: string[] = [];
  const seen = new Map<string, string>();

  before(async () => {
    await down(instance);
    cluster = await up(instance);
    await addSets(cluster, ['all-in-one', 'production']);
  });

  after(async () => {
    process.stdout.write(`\n${['FAULT: seconds on / off / what was seen', ...rows].join('\n')}\n`);
    await down(instance);
  });

  const timed = async (act: typeof putFault, name: string): Promise<[number, string]> => {
    const began = Date.now();
    const found = await act(cluster, name);
    return [Math.round((Date.now() - began) / 1000), found.join('; ')];
  };

  it('refuse what cannot be, and say why', async () => {
    await assert.rejects(putFault(cluster, 'nonesuch'), /no fault is called "nonesuch"; there are image,/);
  });

  for (const { name } of faults) {
    it(`${name} comes and goes`, async () => {
      const [on, found] = await timed(putFault, name);
      assert.deepEqual(await putFault(cluster, name), found.split('; '), 'putting it on again changes nothing');
      const [off] = await timed(endFault, name);
      await endFault(cluster, name);
      rows.push(`${name}: ${on} / ${off} / ${found}`);
      await isHealthy(cluster);
    });
  }

  it('stand together, all but those that exclude each other', async () => {
    const began = Date.now();
    const refused: string[] = [];
    for (const fault of faults) {
      const others = fault.notUnder.filter((other) => seen.has(other));
      if (others.length > 0) {
        await assert.rejects(putFault(cluster, fault.name), new RegExp(`cannot be put on while ${others[0]} is`));
        refused.push(fault.name);
      } else seen.set(fault.name, (await putFault(cluster, fault.name)).join('; '));
    }
    assert.deepEqual(refused, ['operator-gone']);
    const states = await Promise.all(
      faults.map(async (fault): Promise<[string, string]> => [fault.name, await stateOf(cluster, fault)]),
    );
    rows.push(`together: ${seen.size} after ${Math.round((Date.now() - began) / 1000)} s`);
    for (const [name, state] of states) assert.equal(state === 'on', !refused.includes(name), `${name} is ${state}`);
  });

  it('all go again', async () => {
    const began = Date.now();
    for (const { name } of faults.toReversed()) await endFault(cluster, name);
    rows.push(`all off after ${Math.round((Date.now() - began) / 1000)} s`);
    for (const fault of faults) assert.equal(await stateOf(cluster, fault), 'off', fault.name);
    await isHealthy(cluster);
  });
});
