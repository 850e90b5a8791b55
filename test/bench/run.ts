import { benchInjection } from './injection.ts';
import { join } from 'node:path';
import { up } from '../ground/cluster.ts';
import { environmentOf, inside } from '../ground/namespaces.ts';
import { haveAll } from '../ground/part.ts';
import { nodeParts } from '../ground/parts.ts';
import { instanceOf } from '../ground/paths.ts';
import { attached } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';

/**
 * `npm run bench [-- ROUNDS]`: on a cluster of its own with two healthy instances, which is left running for the next time.
 * `npm run bench -- injection [ROUNDS]`: many Deployments at once.
 */
if (process.argv[2] === 'injection') await benchInjection(Number(process.argv[3] ?? 3));
else await benchReading();

async function benchReading(): Promise<void> {
  const instance = instanceOf('bench');
  await addSets(await up(instance), ['all-in-one', 'production']);
  const measure = [process.execPath, join(import.meta.dirname, 'measure.ts'), ...process.argv.slice(2)];
  process.exitCode = await attached(await inside(instance, measure), {
    env: environmentOf(instance, await haveAll(nodeParts)),
  });
}
