import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ground } from '../ground/cluster.ts';
import { layoutOf } from '../ground/components.ts';
import { say } from '../ground/run.ts';
import { addSets } from '../ground/sets/index.ts';
import { fileOf, scenarios } from './answers.ts';

/** Makes every file under test/fixtures/answers anew. */
export async function recordAnswers(cluster: Ground): Promise<void> {
  const authority = join(layoutOf(cluster.instance).certs, 'apiserver.crt');
  for (const { name, sets } of scenarios) {
    await addSets(cluster, sets);
    say(`record ${name}`);
    const argv = [process.execPath, join(import.meta.dirname, 'recorder.ts'), name, authority];
    await writeFile(fileOf(name), await cluster.run(argv));
  }
}
