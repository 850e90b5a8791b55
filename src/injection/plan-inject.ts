import { JaegerError } from '../errors/index.ts';
import { type InstanceRoot, BUDGETS, COLLECTORS, CONFIG_MAPS, DEPLOYMENTS } from '../jaeger/index.ts';
import type { Target } from '../kubernetes/ports.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { nameOf, type Plan, type Step } from '../plan/index.ts';
import { certificateMaps } from './certificates.ts';
import type { Candidate } from './choose-target.ts';
import { readConfigMapKeys } from './config-map-keys.ts';
import { serviceWith, type SpanService } from './endpoints.ts';
import { checkChoice, EVERY_KIND, findWorkloads, isNamed, type WorkloadChoice } from './find-workloads.ts';
import { notesOf } from './notes.ts';
import { placeOf } from './operator-answer.ts';
import { sidecarFor, sidecarManifest } from './otel-sidecar.ts';
import { agentTarget, planSubject, type Situation } from './plan-subject.ts';
import { readable } from './readable.ts';
import { chooseTarget, readAround, type Around, type Source } from './read-around.ts';
import type { Way } from './record.ts';
import { type InstanceChoice } from './resources.ts';
import type { Subject } from './subject.ts';

export interface InjectRequest {
  readonly choice: WorkloadChoice;
  readonly instance: InstanceChoice | undefined;
  readonly via: Way | undefined;
  readonly container: string | undefined;
  readonly fieldManager: string;
  readonly restartAt: string | undefined;
}

/** A plan, and what of it is to be seen in the cluster afterwards. */
export interface Injection {
  readonly plan: Plan;
  readonly subjects: readonly Subject[];
  readonly around: Around;
  /** Instances that have been seen on the way. */
  readonly roots: readonly InstanceRoot[];
}

/** What it takes to have workloads traced. Errors: USAGE, NOT_FOUND, and what kept the instance from being found. */
export async function planInject(
  cluster: Source & { readonly target: Target },
  request: InjectRequest,
): Promise<Injection> {
  const { choice } = request;
  checkChoice(choice, '--selector and --all');
  const around = await readAround(cluster, choice.namespace);
  const { candidate, because, roots } = await chooseTarget(cluster, around, request.instance);
  const kinds = request.via === 'jaeger-operator' ? [DEPLOYMENTS] : EVERY_KIND;
  const [found, route, budgets] = await Promise.all([
    findWorkloads(cluster, choice, kinds),
    readRoute(cluster, around, candidate),
    readable(cluster.list(BUDGETS, { namespace: choice.namespace }), undefined),
  ]);
  const situation: Situation = { around, candidate, roots, ...route, ...request, isNamed: isNamed(choice) };
  const subjects = await Promise.all(
    found.map(async (one) => planSubject(one, situation, await readConfigMapKeys(cluster, one.live))),
  );
  refuseTheOnly(choice, subjects);
  const before = await supporting(cluster, situation, subjects, route.planned);
  const what = `spans go to ${placeOf(candidate)} (${candidate.flavour}): ${because}`;
  return {
    plan: planOf(cluster.target, 'inject', { choice, subjects, before, budgets, notes: [what] }),
    subjects,
    around,
    roots,
  };
}

/** What cannot be done to the one thing that was named is a mistake. */
function refuseTheOnly(choice: WorkloadChoice, subjects: readonly Subject[]): void {
  const [only, ...others] = subjects;
  if (!isNamed(choice) || others.length > 0 || only?.step.type !== 'keep' || only.step.skipped === undefined) return;
  throw new JaegerError('USAGE', `${nameOf(only.step)}: ${only.step.skipped}`, { hints: ['nothing has been changed'] });
}

interface Parts {
  readonly choice: WorkloadChoice;
  readonly subjects: readonly Subject[];
  /** Steps that come first. */
  readonly before: readonly Step[];
  readonly after?: readonly Step[];
  readonly budgets: readonly KubernetesObject[] | undefined;
  readonly notes: readonly string[];
}

export function planOf(target: Target, verb: string, parts: Parts): Plan {
  const { choice, subjects, before, after = [], budgets, notes } = parts;
  const [only, ...others] = subjects;
  const isOne = isNamed(choice) && only !== undefined && others.length === 0;
  const count = subjects.filter(({ step }) => step.type !== 'keep').length;
  const title = isOne ? nameOf(only.step) : `${count} of ${subjects.length} workloads`;
  return {
    ...target,
    namespace: choice.namespace,
    title: `${verb} ${title}`,
    subject: isOne ? only.live.metadata.name : undefined,
    steps: [...before, ...subjects.map(({ step }) => step), ...after],
    notes: [...notes, ...subjects.flatMap((subject) => notesOf(subject, budgets))],
    destroys: [],
  };
}

type Route = Pick<Situation, 'otlp' | 'grpc' | 'collector'> & {
  /** The OpenTelemetry sidecar that there would have to be. */
  readonly planned: Step | undefined;
};

/** By which Services, and which sidecar in the namespace, an instance is reached. */
async function readRoute(cluster: Source, around: Around, { root, namespace }: Candidate): Promise<Route> {
  const services = await readable(cluster.list('services', { namespace }), []);
  const [otlp, grpc] = [4318, 14250].map((port) => root && serviceWith(root, services, port));
  if (root === undefined || otlp === undefined || !around.hasCollectors)
    return { otlp, grpc, collector: '', planned: undefined };
  return { otlp, grpc, ...sidecarIn(around, { root, otlp }) };
}

function sidecarIn(
  { namespace, collectors }: Around,
  { root, otlp }: { readonly root: NonNullable<Candidate['root']>; readonly otlp: SpanService },
): Pick<Route, 'collector' | 'planned'> {
  const found = sidecarFor(collectors, namespace, otlp);
  if (found !== undefined) return { collector: found.name, planned: undefined };
  const manifest = sidecarManifest(root, namespace, otlp);
  return { collector: manifest.metadata.name, planned: { type: 'apply', resource: COLLECTORS, manifest, isNew: true } };
}

/** What the workloads need beside themselves. */
async function supporting(
  cluster: Source,
  situation: Situation,
  subjects: readonly Subject[],
  planned: Step | undefined,
): Promise<readonly Step[]> {
  const changed = subjects.filter(({ step }) => step.type === 'patch');
  const uses = (via: Way): boolean => changed.some(({ expected }) => expected.via === via);
  const { around, candidate } = situation;
  const target = agentTarget(situation);
  const isFar = around.openshift && candidate.namespace !== around.namespace;
  const maps = target !== undefined && isFar && uses('sidecar') ? certificateMaps(target, around.namespace) : [];
  const missing = await Promise.all(
    maps.map(async (manifest): Promise<readonly Step[]> => {
      const there = await readable(cluster.get('configmaps', manifest.metadata), undefined);
      return there === undefined ? [{ type: 'apply', resource: CONFIG_MAPS, manifest, isNew: true }] : [];
    }),
  );
  return [...missing.flat(), ...(planned !== undefined && uses('otel-operator') ? [planned] : [])];
}
