import {
  isRead,
  finding,
  selectsPod,
  serviceAt,
  type ComponentWorkload,
  type Finding,
  nameOf,
  isReady,
} from '../../jaeger/index.ts';
import type { Service } from '../../kubernetes/types.ts';
import { badgerFindings } from './badger.ts';
import { ageOf, type Rule, type Subject } from './subject.ts';

/** Seconds that a span store may take to start: longer than anything else. */
const STARTING = 120;

/** A span store inside the cluster that cannot be reached, and one that does not keep. */
export const storeFindings: Rule = (subject) => [...unreachable(subject), ...badgerFindings(subject)];

function unreachable(subject: Subject): readonly Finding[] {
  const { instance, facts } = subject;
  const { type, service: address, address: url = '' } = instance.storage;
  if (address === undefined || type === 'kafka' || !isRead(facts, 'services', address.namespace)) return [];
  const service = serviceAt(facts.services, address);
  const named = nameOf('services', { metadata: address }, instance);
  if (service === undefined) return isSurelyInside(subject, url) ? [missing(named, subject)] : [];
  return hasSelector(service) && isRead(facts, 'pods', address.namespace) ? unready(subject, service, named) : [];
}

/** Without one, its endpoints are outside the cluster, or somebody writes them. */
const hasSelector = ({ spec }: Service): boolean => Object.keys(spec?.selector ?? {}).length > 0;

function unready({ instance, facts, now }: Subject, service: Service, object: string): readonly Finding[] {
  const pods = facts.pods.filter((pod) => selectsPod(service, pod));
  const isStarting = pods.length > 0 && pods.every((pod) => ageOf(pod, now) < STARTING);
  if (isStarting || pods.some(isReady)) return [];
  return [
    finding('JG051', {
      object,
      evidence: pods.length === 0 ? 'its selector matches no Pod' : `none of its ${pods.length} Pods is ready`,
      why: `${instance.storage.type} does not answer: spans cannot be kept, and Jaeger ends a few seconds after its start`,
      next: `kubectl get pods,endpointslices -n ${service.metadata.namespace}`,
    }),
  ];
}

/** A host of two words can as well be one of the world outside. */
function isSurelyInside({ facts, instance }: Subject, url: string): boolean {
  const host = /^(?:[a-z+]+:\/\/)?(?<host>[^:/]+)/.exec(url)?.groups?.['host'] ?? '';
  const [name, namespace] = host.split('.');
  if (name === 'localhost') return false;
  return (
    namespace === undefined ||
    /\.svc(\.|$)/.test(host) ||
    namespace === instance.namespace ||
    facts.services.some(({ metadata }) => metadata.namespace === namespace)
  );
}

function missing(object: string, { instance }: Subject): Finding {
  const { type, address, because } = instance.storage;
  const isProvisioned = instance.jaeger !== undefined && type === 'elasticsearch' && !namesServer(instance.workloads);
  return finding('JG050', {
    object,
    evidence: `${because} says ${type} at ${address}; there is no such Service`,
    why: isProvisioned
      ? 'without es.server-urls the operator counts on an Elasticsearch that only the operator of OpenShift makes'
      : 'spans cannot be kept, and Jaeger ends a few seconds after its start',
    next: 'name the server of the span store (es.server-urls, server_urls), or make the store',
  });
}

const PROVISIONED = /^https:\/\/[^.]+\.[^.]+\.svc\.cluster\.local:9200$/;

/** What the operator writes for a store that it has ordered has always the same form. */
const namesServer = (workloads: readonly ComponentWorkload[]): boolean =>
  workloads.every(({ storage }) => !PROVISIONED.test(storage.address ?? ''));
