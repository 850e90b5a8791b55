import { AGENT_CONTAINER, INJECTED } from '../jaeger/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import { INJECT } from './marks.ts';
import { annotationsOf, containersOf, labelsOf, type Injectable } from './workload.ts';

/** An instance as an operator sees it. */
export interface InstanceName {
  readonly namespace: string;
  readonly name: string;
}

/** What the v1 operator's webhook does with a Deployment, and the rule that decides. */
export interface OperatorAnswer {
  /** `keeps`: an agent that is there stays as it is. */
  readonly outcome: 'injects' | 'updates' | 'removes' | 'keeps' | 'nothing';
  /** The instance that its agent is for, or would be. */
  readonly instance: InstanceName | undefined;
  readonly because: string;
}

export interface Asked {
  readonly workload: Injectable;
  /** Of its Namespace. */
  readonly namespace: Readonly<Record<string, string>>;
  /** Every resource of the kind Jaeger in the namespaces that the operator watches. */
  readonly jaegers: readonly KubernetesObject[];
}

/** The decision table of the jaeger-operator 1.65 (deployment webhook; inject/sidecar), row by row. It looks at each create and update of a Deployment. */
export function operatorAnswer(asked: Asked): OperatorAnswer {
  const { workload, namespace } = asked;
  const skipped = skippedFor(workload);
  if (skipped !== undefined) return staying(workload, skipped);
  const own = annotationsOf(workload)[INJECT];
  const wanted = isWish(own) ? ANNOTATED : isWish(namespace[INJECT]) ? 'its Namespace is annotated' : undefined;
  const { agent, label } = agentOf(workload);
  if (wanted === undefined) {
    const because = own === undefined ? 'neither it nor its Namespace is annotated' : `${INJECT} is "${own}"`;
    return agent && label !== undefined
      ? { outcome: 'removes', instance: undefined, because }
      : staying(workload, because);
  }
  if (agent && label === undefined)
    return staying(workload, `its container ${AGENT_CONTAINER} was put there by hand, and is never touched`);
  return selected(asked, wanted);
}

const ANNOTATED = 'it is annotated';

const isWish = (value: string | undefined): boolean => value !== undefined && !isWord(value, 'false');
const isWord = (value: string | undefined, word: string): boolean => value?.toLowerCase() === word;

function selected(asked: Asked, wanted: string): OperatorAnswer {
  const { workload } = asked;
  const { agent, label } = agentOf(workload);
  const { jaeger, because } = selectJaeger(asked);
  if (jaeger === undefined) return staying(workload, because);
  const instance = nameOf(jaeger);
  if (jaeger.metadata.deletionTimestamp !== undefined)
    return staying(workload, `${placeOf(instance)} is being deleted`);
  if (label !== undefined && label !== instance.name)
    return staying(workload, `its label ${INJECTED} says ${label}, and binds it to that instance`);
  return { outcome: agent ? 'updates' : 'injects', instance, because: `${wanted}: ${because}` };
}

/**
 * A Deployment that has no annotation at all makes the webhook crash when it is created, and goes through without an agent (jaeger-operator 1.65);
 * the controller annotates it soon after, and the next update is looked at as usual.
 */
export const crashesWhenCreated = (workload: Injectable): boolean => Object.keys(annotationsOf(workload)).length === 0;

function skippedFor(workload: Injectable): string | undefined {
  const labels = labelsOf(workload);
  if (labels['name'] === 'jaeger-operator') return 'its label name=jaeger-operator keeps it from the webhook';
  const isSkipped = labels['app'] === 'jaeger' && labels['app.kubernetes.io/component'] !== 'query';
  return isSkipped ? "its label app=jaeger makes the operator take it for one of Jaeger's own" : undefined;
}

interface Agent {
  readonly agent: boolean;
  readonly label: string | undefined;
}

const agentOf = (workload: Injectable): Agent => ({
  agent: containersOf(workload).some(({ name }) => name === AGENT_CONTAINER),
  label: labelsOf(workload)[INJECTED],
});

function staying(workload: Injectable, because: string): OperatorAnswer {
  const { agent } = agentOf(workload);
  return { outcome: agent ? 'keeps' : 'nothing', instance: undefined, because };
}

interface Selection {
  readonly jaeger: KubernetesObject | undefined;
  readonly because: string;
}

/** inject.Select: a name on the Deployment counts alone; otherwise the Namespace's name, and `true` on either for the only instance. */
export function selectJaeger({ workload, namespace, jaegers }: Asked): Selection {
  const own = annotationsOf(workload)[INJECT] ?? '';
  const here = workload.metadata.namespace ?? 'default';
  if (own !== '' && !isWord(own, 'true')) return byName(jaegers, own, here);
  const theirs = namespace[INJECT] ?? '';
  const named = theirs === '' ? NO_NAME : byName(jaegers, theirs, here);
  if (named.jaeger !== undefined) return named;
  if (isWord(own, 'true') || isWord(theirs, 'true')) return theOnly(jaegers, here);
  return theirs === '' ? NO_NAME : named;
}

const NO_NAME: Selection = { jaeger: undefined, because: `${INJECT} names no instance` };

function byName(jaegers: readonly KubernetesObject[], name: string, here: string): Selection {
  const found = jaegers.filter(({ metadata }) => metadata.name === name);
  const [first, ...others] = found;
  if (first === undefined)
    return { jaeger: undefined, because: `there is no instance "${name}" that the operator sees` };
  const beside = found.find(({ metadata }) => metadata.namespace === here);
  if (beside !== undefined) return { jaeger: beside, because: `instance ${name} in its own namespace` };
  const places = found.map(({ metadata }) => metadata.namespace).join(', ');
  return {
    jaeger: first,
    because:
      others.length === 0 ? `instance ${name} in ${places}` : `any instance ${name}: there is one in each of ${places}`,
  };
}

/** Exactly one that there is, else exactly one beside it. */
function theOnly(jaegers: readonly KubernetesObject[], here: string): Selection {
  const [only, ...others] = jaegers;
  if (only === undefined) return { jaeger: undefined, because: 'there is no instance that the operator sees' };
  if (others.length === 0) return { jaeger: only, because: `"true" is ${placeOf(nameOf(only))}, the only instance` };
  const beside = jaegers.filter(({ metadata }) => metadata.namespace === here);
  const [one, ...more] = beside;
  if (one !== undefined && more.length === 0)
    return { jaeger: one, because: `"true" is ${placeOf(nameOf(one))}, the only instance in its namespace` };
  const among = (one === undefined ? jaegers : beside).map((jaeger) => placeOf(nameOf(jaeger))).join(', ');
  return { jaeger: undefined, because: `"true" could be any of ${among}` };
}

export const nameOf = ({ metadata: { name, namespace = '' } }: KubernetesObject): InstanceName => ({ namespace, name });

export const placeOf = ({ namespace, name }: InstanceName): string => `${namespace}/${name}`;
