import { JaegerError } from '../errors/index.ts';
import { BUDGETS, NAMESPACES } from '../jaeger/index.ts';
import type { Target } from '../kubernetes/ports.ts';
import type { Candidate, Choice } from './choose-target.ts';
import { readConfigMapKeys } from './config-map-keys.ts';
import { findWorkloads } from './find-workloads.ts';
import { markNamespace, type NamespaceWay } from './namespace-marks.ts';
import { coveredByJaeger, coveredByOtel, type Covering } from './namespace-subjects.ts';
import { chooseNamespaceWay } from './namespace-way.ts';
import { placeOf } from './operator-answer.ts';
import { onlyOne, planOf, type Injection, type InjectRequest } from './plan-parts.ts';
import { readable } from './readable.ts';
import { chooseTarget, readAround, type Source } from './read-around.ts';
import { readPods } from './read-pods.ts';
import { readRoute, type Route } from './read-route.ts';
import { stepTo, type Found, type Subject } from './subject.ts';
import { annotationsOf } from './workload.ts';

/** What it takes to have all of a Namespace traced by the operator that heeds it. Errors: as `planInject`. */
export async function planInjectNamespace(
  cluster: Source & { readonly target: Target },
  name: string,
  request: InjectRequest,
): Promise<Injection> {
  const [live, before] = await Promise.all([cluster.get(NAMESPACES, { name }), readAround(cluster, name)]);
  const { candidate, because, roots } = await chooseTarget(cluster, before, request);
  const via = chooseNamespaceWay({ around: before, candidate, via: request.via });
  const isOtel = via === 'otel-operator';
  const choice = { namespace: name, names: [], selector: undefined, all: true };
  const [found, route, budgets, pods] = await Promise.all([
    findWorkloads(cluster, choice),
    readRoute(cluster, before, candidate),
    readable(cluster.list(BUDGETS, { namespace: name }), undefined),
    isOtel ? readPods(cluster, name) : [],
  ]);
  if (isOtel) refuseUnreachable(candidate, route);
  const value = isOtel ? route.collector : candidate.name;
  const wanted = markNamespace(live, { via, instance: placeOf(candidate), value });
  const space = stepTo(
    { resource: NAMESPACES, live },
    { wanted, done: 'injected', fieldManager: request.fieldManager },
  );
  const around = { ...before, annotations: annotationsOf(wanted) };
  const isAsked = space.type === 'keep';
  const covering: Covering = { ...request, ...route, around, candidate, roots, pods, isAsked, isNamed: true };
  const subjects = await Promise.all(found.map((one) => covered(cluster, one, via, covering)));
  const steps = {
    space: onlyOne(space, subjects),
    before: isOtel && route.planned !== undefined ? [route.planned] : [],
  };
  const notes = notesOf({ candidate, because }, via, subjects);
  const plan = planOf(cluster.target, 'inject', { choice, subjects, ...steps, budgets, notes });
  const present = before.annotations;
  return { plan, subjects, around, present, roots, ...(isOtel ? {} : { atOnce: true }) };
}

const covered = async (cluster: Source, one: Found, via: NamespaceWay, covering: Covering): Promise<Subject> =>
  via === 'otel-operator'
    ? coveredByOtel(one, covering)
    : coveredByJaeger(one, covering, await readConfigMapKeys(cluster, one.live));

function refuseUnreachable(candidate: Candidate, { otlp }: Route): void {
  if (otlp !== undefined) return;
  throw new JaegerError('USAGE', `no Service of ${placeOf(candidate)} takes OTLP over HTTP, on port 4318`);
}

function notesOf({ candidate, because }: Choice, via: NamespaceWay, subjects: readonly Subject[]): readonly string[] {
  const what = `spans go to ${placeOf(candidate)} (${candidate.flavour}): ${because}`;
  if (via === 'otel-operator')
    return [what, 'every Pod that is made from now on has the sidecar, unless its own annotation says otherwise'];
  const changed = subjects.filter(({ step }) => step.type === 'keep' && step.done !== undefined);
  return [
    what,
    ...(changed.length > 1
      ? [`the operator changes ${changed.length} Deployments at once; inject --all does it in stages`]
      : []),
    'Deployments that are made later are injected, too, but for those without any annotation, as "kubectl create" and server-side apply make them: the webhook of jaeger-operator 1.65 crashes on these and lets them through; inject them by name',
  ];
}
