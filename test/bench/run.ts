import { benchInjection } from './injection.ts';
import { benchRetention } from './retention.ts';
import { join } from 'node:path';
import { up } from '../ground/cluster.ts';
import { environmentOf, inside } from '../ground/namespaces.ts';
import { haveAll } from '../ground/part.ts';
import { nodeParts } from '../ground/parts.ts';
import { checkout, instanceOf } from '../ground/paths.ts';
import { attached } from '../ground/run.ts';
import { buildExecutable } from '../../packaging/executables.ts';
import { hostTarget } from '../../packaging/targets.ts';
import { addSets } from '../ground/sets/index.ts';

/**
 * `npm run bench [-- ROUNDS]`: on a cluster of its own with two healthy instances, which is left running for the next time.
 * `npm run bench -- injection [ROUNDS]`: many Deployments at once; `npm run bench -- retention [INDICES] [ROUNDS]`: many indices.
 */
const [what, first, second] = process.argv.slice(2);
if (what === 'injection') await benchInjection(Number(first ?? 3));
else if (what === 'retention') await benchRetention(Number(first ?? 10_000), Number(second ?? 5));
else await benchReading();

async function benchReading(): Promise<void> {
  const instance = instanceOf('bench');
  const executable = await buildExecutable(hostTarget(), join(checkout, 'release/bench'));
  await addSets(await up(instance), ['all-in-one', 'production']);
  const measure = [process.execPath, join(import.meta.dirname, 'measure.ts'), ...process.argv.slice(2)];
  process.exitCode = await attached(await inside(instance, measure), {
    env: { ...environmentOf(instance, await haveAll(nodeParts)), JAEGER_PROGRAM: executable },
  });
}
