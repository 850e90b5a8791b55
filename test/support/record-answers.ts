import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { down, up } from '../ground/cluster.ts';
import { layoutOf } from '../ground/components.ts';
import { instanceOf } from '../ground/paths.ts';
import { say } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';
import { fileOf, scenarios } from './answers.ts';

/** `npm run record`: makes every file under test/fixtures/answers anew, on a cluster of its own. */
const instance = instanceOf('record');
await down(instance);
try {
  const cluster = await up(instance);
  const authority = join(layoutOf(instance).certs, 'apiserver.crt');
  for (const { name, sets } of scenarios) {
    await addSets(cluster, sets);
    say(`record ${name}`);
    const argv = [process.execPath, join(import.meta.dirname, 'recorder.ts'), name, authority];
    await writeFile(fileOf(name), await cluster.run(argv));
  }
} finally {
  await down(instance);
}
