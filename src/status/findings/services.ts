import {
  isRead,
  finding,
  selectorText,
  selectsPod,
  selectsWorkload,
  type Finding,
  type JaegerInstance,
  type Member,
} from '../../jaeger/index.ts';
import type { Service } from '../../kubernetes/types.ts';
import { readyEndpoints } from '../service-row.ts';
import { ageOf, enumerated, type Rule, type Subject } from './subject.ts';
import { isOwn, isStarting } from './workloads.ts';

/** Seconds: the operator makes Services a moment before their Deployments. */
const MAKING = 5;

/** Services that lead nowhere. Those with the same cause are one finding: an instance has four of them. */
export const serviceFindings: Rule = (subject) => {
  const { instance, facts, now } = subject;
  if (instance.workloads.length === 0 || !isRead(facts, 'pods', instance.namespace)) return [];
  const idle = instance.services
    .filter((service) => isOwn(service) && readyEndpoints(service.object, facts) === 0)
    .filter(({ object }) => ageOf(object, now) >= MAKING);
  const astray = idle.filter(({ object }) => selectsNothing(subject, object));
  const waiting = idle.filter((service) => !astray.includes(service) && !isExpected(subject, service.object));
  const bySelector = Map.groupBy(astray, ({ object }) => selectorText(object.spec?.selector));
  return [
    ...[...bySelector.values()].map((services) => selectingNothing(subject, services)),
    ...(waiting.length === 0 ? [] : [withoutReadyPods(subject, waiting)]),
  ];
};

const selectsNothing = ({ instance, facts }: Subject, service: Service): boolean =>
  !facts.pods.some((pod) => selectsPod(service, pod)) &&
  !instance.workloads.some(({ object }) => selectsWorkload(service, object));

/** Nobody wants a Pod behind it, or its Pods have only just been made. */
const isExpected = (subject: Subject, service: Service): boolean =>
  subject.instance.workloads
    .filter(({ object }) => selectsWorkload(service, object))
    .every((workload) => workload.object.spec?.replicas === 0 || isStarting(subject, workload));

const namesOf = (services: readonly Member<Service>[]): string =>
  enumerated(services.map(({ object }) => object.metadata.name));

function selectingNothing({ instance }: Subject, services: readonly Member<Service>[]): Finding {
  const [first] = services;
  const isOperators = instance.flavour === 'jaeger-operator';
  return finding('JG011', {
    object: `services/${first?.object.metadata.name ?? ''}`,
    evidence: `${namesOf(services)} select ${first ? mismatch(instance, first) : ''}`,
    why: `the Pods may be ready, and nobody reaches them: ${isOperators ? 'labels of a running instance changed, which its Deployments cannot follow' : 'selector and labels do not fit each other'}`,
    next: isOperators
      ? `take the labels out of jaegers/${instance.name} again, or delete its Deployments: the operator makes them anew`
      : 'correct the selector of the Services, or the labels of the Pods',
  });
}

/** The part of a selector that does not fit the workload which it is most likely meant for, and what that has instead. */
function mismatch({ workloads }: JaegerInstance, { object: service, component }: Member<Service>): string {
  const selector = service.spec?.selector ?? {};
  const nearest = (workloads.find((workload) => workload.component === component) ?? workloads[0])?.object;
  const labels = nearest?.spec?.template?.metadata?.labels ?? {};
  const differing = Object.entries(selector).filter(([key, value]) => labels[key] !== value);
  const instead = differing.map(([key]) => `${key}=${labels[key] ?? '<none>'}`).join(',');
  return `${selectorText(Object.fromEntries(differing))}; the Pods of ${nearest?.resource ?? ''}/${nearest?.metadata.name ?? ''} have ${instead}`;
}

function withoutReadyPods({ facts }: Subject, services: readonly Member<Service>[]): Finding {
  const pods = facts.pods.filter((pod) => services.some(({ object }) => selectsPod(object, pod)));
  return finding('JG012', {
    object: `services/${services[0]?.object.metadata.name ?? ''}`,
    evidence: `behind ${namesOf(services)} ${pods.length === 0 ? 'there is no Pod' : 'no Pod is ready'}`,
    why: 'whoever connects to it is refused: spans are not taken in, or traces not shown',
    next: 'see what is said of the Pods and workloads above',
  });
}
