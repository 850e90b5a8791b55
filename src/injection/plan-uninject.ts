import { INJECTED, type InstanceRoot, BUDGETS } from '../jaeger/index.ts';
import type { Target } from '../kubernetes/ports.ts';
import { checkChoice, findWorkloads, isNamed, ownPart } from './find-workloads.ts';
import { OTEL_INJECT } from './marks.ts';
import { labelOf } from './agent-target.ts';
import { nameOf, placeOf } from './operator-answer.ts';
import { patchBetween } from './patch-between.ts';
import { planOf, type Injection, type UninjectRequest } from './plan-parts.ts';
import { planUninjectNamespace } from './plan-uninject-namespace.ts';
import { extrasOf } from './plan-subject.ts';
import { readAround, rootsIn, type Around, type Source } from './read-around.ts';
import { readable } from './readable.ts';
import { namespaceAmong } from './resources.ts';
import { asksItself, uselessSidecars } from './useless-sidecars.ts';
import { recordOf, type Way } from './record.ts';
import { keepStep, stepTo, type Found, type Subject } from './subject.ts';
import { isHandMade, uninject } from './uninject.ts';
import { labelsOf, podAnnotationsOf, type Injectable } from './workload.ts';

/** What it takes to have workloads traced no more, as they were before. Errors: those of `findWorkloads`. */
export async function planUninject(
  cluster: Source & { readonly target: Target },
  request: UninjectRequest,
): Promise<Injection> {
  const { choice, orphans, fieldManager } = request;
  const space = namespaceAmong(choice.names);
  if (space !== undefined) return planUninjectNamespace(cluster, space, request);
  const scope = orphans && !isNamed(choice) && choice.selector === undefined ? { ...choice, all: true } : choice;
  checkChoice(scope, '--selector, --all and --orphans');
  const [around, roots, found, budgets] = await Promise.all([
    readAround(cluster, choice.namespace),
    // What is named is meant, be it Jaeger's own.
    isNamed(scope) ? undefined : rootsIn(cluster, choice.namespace),
    findWorkloads(cluster, scope),
    readable(cluster.list(BUDGETS, { namespace: choice.namespace }), undefined),
  ]);
  const wanted = orphans ? found.filter(({ live }) => isOrphan(live, around)) : found;
  const subjects = wanted.map((one) => subjectOf(one, { around, roots, fieldManager }));
  const after = subjects.some(({ live }) => asksItself(live) !== undefined)
    ? await uselessSidecars(cluster, { around, leaving: subjects })
    : [];
  const notes = subjects.flatMap(({ live }) => leftOn(live, around));
  return {
    plan: planOf(cluster.target, 'uninject', { choice: scope, subjects, before: [], after, budgets, notes }),
    subjects,
    around,
    roots: roots ?? [],
  };
}

/** Its agent is for an instance that there is nowhere. */
function isOrphan(live: Injectable, { jaegers }: Around): boolean {
  const label = labelsOf(live)[INJECTED];
  const record = recordOf(live);
  if (label !== undefined) return !jaegers.some(({ metadata }) => labelOf(metadata.name) === label);
  const isOfOperator = record?.via === 'jaeger-operator' || record?.via === 'sidecar';
  return isOfOperator && !jaegers.some((jaeger) => placeOf(nameOf(jaeger)) === record.instance);
}

function undoing(live: Injectable, { jaegers, annotations }: Around): ReturnType<typeof uninject> {
  const name = labelsOf(live)[INJECTED] ?? recordOf(live)?.instance.split('/')[1];
  const jaeger = jaegers.find(({ metadata }) => metadata.name === name);
  return uninject(live, { extras: extrasOf({ jaeger }), namespace: annotations });
}

const leftOn = (live: Injectable, around: Around): readonly string[] => [
  ...undoing(live, around).left.map((line) => `${live.metadata.name}: stays: ${line}`),
  ...(isToldNo(live, around)
    ? [
        `${live.metadata.name}: its Namespace asks for injection, so it says "false" from now on, which it did not before`,
      ]
    : []),
];

/** Whether it gets a `false` that was not there. */
function isToldNo(live: Injectable, around: Around): boolean {
  const refusing = undoing(live, around).workload;
  const plain = undoing(live, { ...around, annotations: {} }).workload;
  return patchBetween(plain, refusing).operations.length > 0;
}

interface Situation {
  readonly around: Around;
  /** Instances whose own workloads are left out; undefined: none is. */
  readonly roots: readonly InstanceRoot[] | undefined;
  readonly fieldManager: string;
}

function subjectOf(found: Found, situation: Situation): Subject {
  const { around, roots, fieldManager } = situation;
  const { live } = found;
  const { workload: wanted } = undoing(live, around);
  const again: Subject['again'] = (other) => subjectOf({ ...found, live: other }, situation);
  const step = stepTo(found, { wanted, done: 'uninjected', fieldManager });
  const own = roots && ownPart(found, roots);
  const why = own ?? (step.type === 'keep' && isHandMade(live) ? 'its agent was put there by hand' : undefined);
  return {
    ...found,
    wanted: own === undefined ? wanted : live,
    step: why === undefined ? step : keepStep(found, why),
    expected: {
      traced: false,
      via: why === undefined ? viaOf(live) : undefined,
      instance: undefined,
      service: undefined,
    },
    because: `it was injected ${evidenceOf(live)}`,
    again,
  };
}

function viaOf(live: Injectable): Way | undefined {
  const record = recordOf(live);
  if (record !== undefined) return record.via;
  if (labelsOf(live)[INJECTED] !== undefined) return 'jaeger-operator';
  return podAnnotationsOf(live)[OTEL_INJECT] === undefined ? undefined : 'otel-operator';
}

function evidenceOf(live: Injectable): string {
  const record = recordOf(live);
  if (record !== undefined)
    return `by this program (${record.via}, for ${record.instance}): what was there before comes back`;
  return 'by somebody else: what has the values of an operator goes, and nothing else';
}
