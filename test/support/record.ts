import { down, up } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { say } from '../ground/run.ts';
import { recordAnswers } from './record-answers.ts';
import { recordObjects } from './record-objects.ts';

/**
 * `npm run record` records what the API server answers to each command line of the tests; `npm run record -- SET…`
 * the objects of a cluster with that set. Each recording begins on an empty cluster.
 */
const instance = instanceOf('record');
const sets = process.argv.slice(2);
const recordings = sets.length === 0 ? [recordAnswers] : sets.map((set) => recordingOf(set));
for (const recording of recordings) {
  await down(instance);
  try {
    await recording(await up(instance));
  } finally {
    await down(instance);
  }
}

function recordingOf(set: string): typeof recordAnswers {
  return async (cluster) => say(`recorded ${await recordObjects(cluster, set)}`);
}
