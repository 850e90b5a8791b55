import type { Cluster } from '../cluster.ts';
import { setsOn } from '../sets/index.ts';
import { appears, lookAtAll, type Fault } from './fault.ts';
import { instanceFaults } from './instances.ts';
import { operatorFaults } from './operator.ts';
import { productionFaults } from './production.ts';

/** In the order in which they can stand together; they are best taken off in the opposite one. */
export const faults: readonly Fault[] = [...instanceFaults, ...productionFaults, ...operatorFaults];

/** Puts a fault on and returns what can be seen of it, once all of it can. Safe to repeat. */
export async function putFault(cluster: Cluster, name: string): Promise<string[]> {
  const fault = faultNamed(name);
  const present = await lookAtAll(cluster, fault.seen);
  if (present) return present;
  await refuse(cluster, fault);
  await endFault(cluster, name); // what is left of a try that was interrupted
  await cluster.load(...fault.images);
  await fault.put(cluster);
  return appears(cluster, `fault ${name}`, fault.seen);
}

/** Takes a fault off and returns what can be seen, once everything is well again. Safe to repeat. */
export async function endFault(cluster: Cluster, name: string): Promise<string[]> {
  const fault = faultNamed(name);
  const present = await lookAtAll(cluster, fault.healed);
  if (present) return present;
  await fault.takeOff(cluster);
  return appears(cluster, `end of fault ${name}`, fault.healed);
}

async function refuse(cluster: Cluster, { name, needs, notUnder }: Fault): Promise<void> {
  const present = await setsOn(cluster);
  const missing = needs.filter((set) => !present.includes(set));
  if (missing.length > 0) throw new Error(`fault ${name} needs: npm run ground -- add ${missing.join(' ')}`);
  for (const other of notUnder) {
    if (await lookAtAll(cluster, faultNamed(other).seen))
      throw new Error(`fault ${name} cannot be put on while ${other} is: npm run ground -- fault ${other} off`);
  }
}

export type State = 'on' | 'off' | 'neither';

export async function stateOf(cluster: Cluster, { seen, healed }: Fault): Promise<State> {
  if (await lookAtAll(cluster, seen)) return 'on';
  return (await lookAtAll(cluster, healed)) ? 'off' : 'neither';
}

function faultNamed(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (!found)
    throw new Error(`no fault is called "${name}"; there are ${faults.map((fault) => fault.name).join(', ')}`);
  return found;
}
