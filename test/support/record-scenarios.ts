import type { Ground } from '../ground/cluster.ts';
import { addSets } from '../ground/sets/index.ts';
import { EXPECTED, namedFindings, underFault } from './fault-findings.ts';
import { worldOf, writeFixture } from './record-world.ts';
import type { KubernetesObject } from './recorded-objects.ts';

const OPERATOR = 'observability';

interface Event extends KubernetesObject {
  readonly type: string;
}

const PRODUCTION = 'jaeger-production';
/** Uses the span store of another namespace. */
const ON_STORE = 'crash-loop';

/** Of events the warnings, and those not of the operator; of another namespace than the fault's the span store; nothing that no command reads. */
function isWanted(object: KubernetesObject, namespace: string): boolean {
  const { kind, metadata } = object;
  if (kind === 'Event' && ((object as Event).type !== 'Warning' || metadata.namespace === OPERATOR)) return false;
  if (['Secret', 'ServiceAccount'].includes(kind)) return false;
  return metadata.namespace !== PRODUCTION || namespace === PRODUCTION || metadata.name.includes('elasticsearch');
}

/** A world for every fault of which the status of a cluster tells, once it does, or for some of them: test/fixtures/worlds/faults. */
export async function recordScenarios(cluster: Ground, names: readonly string[]): Promise<void> {
  await addSets(cluster, ['all-in-one', 'production']);
  for (const [name, expected] of EXPECTED) {
    if (names.length > 0 && !names.includes(name)) continue;
    await underFault(cluster, name, async () => {
      await namedFindings(cluster, expected);
      const [, namespace = 'default'] = expected.scope;
      const namespaces = [namespace, OPERATOR, ...(name === ON_STORE ? [PRODUCTION] : [])];
      const part = { namespaces, isWanted: (object: KubernetesObject) => isWanted(object, namespace), lines: 20 };
      await writeFixture(`worlds/faults/${name}`, await worldOf(cluster, part));
    });
  }
}
