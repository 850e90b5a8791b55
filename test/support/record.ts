import { down, up, type Ground } from '../ground/cluster.ts';
import { instanceOf } from '../ground/paths.ts';
import { say } from '../ground/run.ts';
import { recordElasticsearch, recordProductionStore } from './record-elasticsearch.ts';
import { recordJaegerApi } from './record-jaeger-api.ts';
import { recordObjects } from './record-objects.ts';
import { recordScenarios } from './record-scenarios.ts';
import { recordSession } from './record-session.ts';
import { recordDiscovery, recordWorld } from './record-world.ts';

/**
 * `npm run record -- SET…` records the objects of a cluster with that set; for the practice cluster, `world NAME SET…` a world,
 * `scenarios [NAME…]` one for every fault of the ground, `discovery` what every world serves, and `jaeger-api` what Jaeger itself
 * answers, `elasticsearch` what span stores do, and `production-store` what that of a whole instance does. `session` draws docs/session.svg. Each recording begins on an empty cluster.
 */
type Recording = (cluster: Ground) => Promise<unknown>;

const instance = instanceOf('record');
const [what = '', ...rest] = process.argv.slice(2);
const recordings = recordingsOf();
for (const recording of recordings) {
  await down(instance);
  try {
    await recording(await up(instance));
  } finally {
    await down(instance);
  }
}

function recordingsOf(): readonly Recording[] {
  if (what === 'scenarios') return [(cluster) => recordScenarios(cluster, rest)];
  if (what === 'elasticsearch') return [recordElasticsearch];
  if (what === 'production-store') return [recordProductionStore];
  if (what === 'jaeger-api') return [recordJaegerApi];
  if (what === 'session') return [recordSession];
  if (what === 'discovery') return [recordDiscovery];
  if (what !== 'world') return [what, ...rest].map((set) => recordingOf(set));
  const [name = '', ...sets] = rest;
  return [(cluster) => recordWorld(cluster, name, sets)];
}

function recordingOf(set: string): Recording {
  return async (cluster) => say(`recorded ${await recordObjects(cluster, set)}`);
}
