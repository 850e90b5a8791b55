import { JaegerError } from '../errors/index.ts';
import { isSubdomain, type FactSource } from '../jaeger/index.ts';
import type { Target } from '../kubernetes/ports.ts';
import type { Plan } from '../plan/index.ts';
import { belongingsOf } from './belongings.ts';
import { dataOf, volatileStores } from './data.ts';
import { doomedBy, type Doomed } from './doomed.ts';
import type { Surroundings } from './facts.ts';
import { destroysOf, notesOf } from './notes.ts';
import { readSurroundings } from './read-surroundings.ts';
import { refuseLoss, refuseManaged, refuseOthers, refuseSenders } from './refusals.ts';
import { reclaimsOf } from './reclaims.ts';
import { sendersOf } from './senders.ts';
import { stepsOf } from './steps.ts';
import { notThere } from './missing.ts';

const LONGEST_OBJECT_NAME = 253;

export interface UninstallRequest {
  readonly namespace: string;
  readonly name: string;
  /** Spans, too: claims, and stores that nobody owns. */
  readonly deleteData: boolean;
  /** Whoever still sends to it, and whoever may make it again. */
  readonly force: boolean;
}

export interface Uninstallation {
  readonly plan: Plan;
  /** All that is gone when it has been carried out, in no order. */
  readonly doomed: readonly Doomed[];
}

/**
 * What it takes to remove an instance of the v1 operator, and nothing that anybody else needs. Errors: NOT_FOUND when nothing of it is
 * left; USAGE for what was made in another way, has somebody who sends to it or makes it again, or would lose spans unasked.
 */
export async function planUninstall(
  cluster: FactSource & { readonly target: Target },
  request: UninstallRequest,
): Promise<Uninstallation> {
  if (!isSubdomain(request.name, LONGEST_OBJECT_NAME))
    throw new JaegerError('USAGE', `NAME "${request.name.slice(0, 80)}": it is the name of a Kubernetes object`);
  const around = await readSurroundings(cluster, request);
  const { namespace, name, deleteData, force } = request;
  if (around.instance) refuseOthers(around.instance);
  if (deleteData) refuseBlindness(around);
  const belongings = belongingsOf(around);
  const data = dataOf(around);
  const lost = deleteData ? data.filter(({ neededBy }) => neededBy === undefined) : [];
  const senders = sendersOf(around);
  const steps = stepsOf(around, belongings, lost, deleteData);
  if (!steps.some(({ type }) => type === 'delete')) throw notThere(around, data);
  if (!force) {
    if (around.resource) refuseManaged(around.resource);
    refuseSenders(name, senders);
  }
  if (!deleteData) refuseLoss(name, volatileStores(around, data));
  const reclaims = await reclaimsOf(cluster, data);
  const situation = { around, belongings, data, lost, senders, reclaims };
  const destroys = deleteData ? destroysOf(situation) : [];
  const plan = { ...cluster.target, namespace, title: `uninstall ${name}`, subject: name };
  return {
    plan: { ...plan, steps, notes: notesOf(situation), destroys },
    doomed: doomedBy(around, belongings, steps),
  };
}

/** Whose claims they are, and who mounts them, must be seen before one of them is deleted. */
function refuseBlindness({ unread }: Surroundings): void {
  const blind = unread.find(({ resource }) => ['persistentvolumeclaims', 'pods'].includes(resource));
  if (blind) throw blind.error;
}
