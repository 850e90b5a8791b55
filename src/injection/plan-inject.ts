import { JaegerError } from '../errors/index.ts';
import { BUDGETS, CONFIG_MAPS, DEPLOYMENTS } from '../jaeger/index.ts';
import type { Target } from '../kubernetes/ports.ts';
import { nameOf, type Step } from '../plan/index.ts';
import { certificateMaps } from './certificates.ts';
import { readConfigMapKeys } from './config-map-keys.ts';
import { checkChoice, EVERY_KIND, findWorkloads, isNamed, type WorkloadChoice } from './find-workloads.ts';
import { placeOf } from './operator-answer.ts';
import { planInjectNamespace } from './plan-inject-namespace.ts';
import { planOf, type Injection, type InjectRequest } from './plan-parts.ts';
import { agentTarget, planSubject, type Situation } from './plan-subject.ts';
import { readRoute } from './read-route.ts';
import { readable } from './readable.ts';
import { chooseTarget, readAround, type Source } from './read-around.ts';
import type { Way } from './record.ts';
import { readPods } from './read-pods.ts';
import { namespaceAmong } from './resources.ts';
import type { Subject } from './subject.ts';

/** What it takes to have workloads traced. Errors: USAGE, NOT_FOUND, and what kept the instance from being found. */
export async function planInject(
  cluster: Source & { readonly target: Target },
  request: InjectRequest,
): Promise<Injection> {
  const { choice } = request;
  checkChoice(choice, '--selector and --all');
  const space = namespaceAmong(choice.names);
  if (space !== undefined) return planInjectNamespace(cluster, space, request);
  const around = await readAround(cluster, choice.namespace);
  const { candidate, because, roots } = await chooseTarget(cluster, around, request);
  const kinds = request.via === 'jaeger-operator' ? [DEPLOYMENTS] : EVERY_KIND;
  const [found, route, budgets, pods] = await Promise.all([
    findWorkloads(cluster, choice, kinds),
    readRoute(cluster, around, candidate),
    readable(cluster.list(BUDGETS, { namespace: choice.namespace }), undefined),
    request.restartAt === undefined ? [] : readPods(cluster, choice.namespace),
  ]);
  const situation: Situation = { around, candidate, roots, ...route, ...request, pods, isNamed: isNamed(choice) };
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
