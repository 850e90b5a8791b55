import { isJaegerError, JaegerError } from '../errors/index.ts';
import { at, isTree, JAEGERS, NAMESPACES } from '../jaeger/index.ts';
import type { Discovery, Reader, Target } from '../kubernetes/ports.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { ownersOf, placeOf, stateOf, type FieldChange, type Plan, type Step } from '../plan/index.ts';
import { changed, changesTo, patchOf, pathsOf, type Platform } from './changes.ts';
import { refuseSilence } from './combinations.ts';
import { dangersOf } from './dangers.ts';
import { notesOf } from './notes.ts';
import type { InstallOptions } from './options.ts';
import type { JaegerManifest } from './read-manifest.ts';
import type { Tree } from './tree.ts';
import { creationOf, wishesOf } from './wishes.ts';

export interface InstallRequest {
  readonly options: InstallOptions & { readonly namespace: string };
  /** Make the namespace if there is none. */
  readonly createNamespace: boolean;
  /** As whom the fields are written. */
  readonly fieldManager: string;
}

/** What it takes to make an instance of the v1 operator say what options say; no steps when it says so already. */
export async function planInstall(
  cluster: Reader & Discovery & { readonly target: Target },
  { options, createNamespace, fieldManager }: InstallRequest,
  signal: AbortSignal,
): Promise<Plan> {
  const wishes = wishesOf(options);
  const { name, namespace } = options;
  const [live, groups, isThere] = await Promise.all([
    found(cluster.get(JAEGERS, { name, namespace }, { signal })),
    cluster.servedGroups({ signal }),
    createNamespace ? found(cluster.get(NAMESPACES, { name: namespace }, { signal })) : true,
  ]);
  const platform: Platform = groups.has('route.openshift.io') ? 'openshift' : 'kubernetes';
  const place = { ...cluster.target, namespace, title: `install ${name}`, subject: name };
  if (live !== undefined) return { ...place, ...changing(live, { options, wishes, platform, fieldManager }) };
  const namespaces = isThere === undefined ? [namespaceStep(namespace)] : [];
  const { step, notes } = creating(wishes, options, platform);
  return { ...place, steps: [...namespaces, step], notes, destroys: [] };
}

interface Creation {
  readonly steps: readonly ApplyStep[];
  readonly notes: readonly string[];
}

/** The steps of a plan where nothing is there yet: what can be said without a cluster. Throws USAGE. */
export function stepsToCreate(options: InstallOptions, createNamespace: boolean): Creation {
  const { namespace } = options;
  const { step, notes } = creating(wishesOf(options), options, undefined);
  const namespaces = createNamespace && namespace !== undefined ? [namespaceStep(namespace)] : [];
  return { steps: [...namespaces, step], notes };
}

type ApplyStep = Extract<Step, { type: 'apply' }>;

const namespaceStep = (name: string): ApplyStep => ({
  type: 'apply',
  resource: NAMESPACES,
  manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
  isNew: true,
});

function creating(
  wishes: JaegerManifest,
  options: InstallOptions,
  platform: Platform | undefined,
): { readonly step: ApplyStep; readonly notes: readonly string[] } {
  const manifest = creationOf(wishes, options);
  const spec = manifest.spec ?? {};
  refuseSilence(spec, options);
  const notes = notesOf({ options, spec, changes: [], platform });
  return { step: { type: 'apply', resource: JAEGERS, manifest, isNew: true }, notes };
}

interface Change {
  readonly options: InstallOptions;
  readonly wishes: JaegerManifest;
  readonly platform: Platform;
  readonly fieldManager: string;
}

/**
 * Managers that set nothing back: the operator under the names of its program, and what the API server calls those whom it has no books of.
 * The operator clears these with each of its own updates (tried with 1.65).
 */
const HARMLESS = ['jaeger-operator', 'manager', 'before-first-apply'];

function changing(
  live: KubernetesObject,
  { options, wishes, platform, fieldManager }: Change,
): Pick<Plan, 'steps' | 'notes' | 'destroys'> {
  const { metadata } = live;
  if (metadata.deletionTimestamp !== undefined)
    throw new JaegerError('STALE', `jaeger.jaegertracing.io/${metadata.name} is being deleted`, {
      hints: ['run it again when it is gone'],
    });
  const changes = changesTo(live, wishes, platform);
  const before = specOf(live);
  const after = specOf(changed({ ...live }, changes));
  refuseSilence(after, options);
  return {
    steps: [changes.length === 0 ? keepStep(live) : patchStep(live, changes, fieldManager)],
    notes: changes.length === 0 ? [] : notesOf({ options, spec: after, changes, platform }),
    destroys: dangersOf(before, after),
  };
}

function specOf(object: object): Tree {
  const spec = at(object, 'spec');
  return isTree(spec) ? spec : {};
}

const keepStep = (live: KubernetesObject): Step => ({ type: 'keep', resource: JAEGERS, object: placeOf(live), live });

function patchStep(live: KubernetesObject, changes: readonly FieldChange[], fieldManager: string): Step {
  return {
    type: 'patch',
    resource: JAEGERS,
    object: placeOf(live),
    patch: { type: 'merge', changes: patchOf(changes) },
    preconditions: stateOf(live),
    live,
    changes,
    conflicts: ownersOf(at(live, 'metadata', 'managedFields'), pathsOf(changes), [fieldManager, ...HARMLESS]),
  };
}

/** Undefined for what is not there. */
async function found(asked: Promise<KubernetesObject>): Promise<KubernetesObject | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isJaegerError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
