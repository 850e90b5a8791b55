import { JaegerError, shellWord } from '../errors/index.ts';
import { at, type FoundWorkload } from '../jaeger/index.ts';
import type { KubernetesObject, Pod } from '../kubernetes/types.ts';
import type { Doomed } from './doomed.ts';

/** Who can have to do with objects that do not go. */
export interface Bystanders {
  /** Of the same namespace, as they are now. */
  readonly pods: readonly Pod[];
  /** Of all namespaces, as far as one may look. */
  readonly workloads: readonly FoundWorkload[];
}

/** What is still there after a time, and why that may be. */
export function notGone(left: readonly Doomed[], timeoutMs: number, bystanders: Bystanders): JaegerError {
  const what = left.length === 1 ? '1 object is' : `${left.length} objects are`;
  return new JaegerError('TIMED_OUT', `timed out after ${timeoutMs / 1000}s: ${what} still there`, {
    hints: left.slice(0, MOST_NAMED).flatMap((one) => explained(one, bystanders)),
  });
}

const MOST_NAMED = 20;

function explained(doomed: Doomed, bystanders: Bystanders): readonly string[] {
  const { resource, object } = doomed;
  const name = `${resource.plural}${resource.group === '' ? '' : `.${resource.group}`}/${object.metadata.name}`;
  const finalizers = finalizersOf(object);
  if (object.metadata.deletionTimestamp === undefined)
    return [`${name} has not been deleted yet: the garbage collector of kube-controller-manager does that`];
  if (finalizers.length === 0)
    return [`${name} is ending: ${ENDING[resource.kind] ?? 'the server deletes it at any moment'}`];
  const own = finalizers.filter((finalizer) => KNOWN[finalizer] === undefined);
  return [
    ...finalizers.map(
      (finalizer) => `${name} waits for its finalizer ${finalizer}: ${whoRemoves(finalizer, doomed, bystanders)}`,
    ),
    ...(own.length > 0
      ? [`if that is gone for good, what it would tidy up is yours: ${withoutFinalizers(name, object)}`]
      : []),
  ];
}

const ENDING: Readonly<Record<string, string>> = {
  Pod: 'its containers have their grace period, and then its node says that they are gone',
};

const finalizersOf = (object: KubernetesObject): readonly string[] => {
  const found = at(object, 'metadata', 'finalizers');
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
};

/** Those of Kubernetes itself (1.36). */
const KNOWN: Readonly<Record<string, string>> = {
  'kubernetes.io/pvc-protection': 'a Pod mounts it',
  'kubernetes.io/pv-protection': 'a claim is bound to it',
  foregroundDeletion: 'the garbage collector deletes first what it owns',
  orphan: 'the garbage collector takes it out of the owners of what it owns',
  'batch.kubernetes.io/job-tracking': 'the Job controller counts its Pods first',
  'service.kubernetes.io/load-balancer-cleanup': "the cloud's controller takes down its load balancer first",
};

interface Controller {
  readonly domain: RegExp;
  /** Of its Deployment or StatefulSet. */
  readonly name: RegExp;
}

/** Who sets finalizers of these domains, by what its workload is usually called. */
const CONTROLLERS: readonly Controller[] = [
  { domain: /jaegertracing\.io/, name: /jaeger-operator/ },
  { domain: /strimzi\.io/, name: /strimzi-cluster-operator/ },
  { domain: /logging\.openshift\.io/, name: /elasticsearch-operator/ },
  { domain: /argoproj\.io/, name: /application-controller/ },
  { domain: /toolkit\.fluxcd\.io/, name: /(kustomize|helm)-controller/ },
];

function whoRemoves(finalizer: string, { object }: Doomed, { pods, workloads }: Bystanders): string {
  if (finalizer === 'kubernetes.io/pvc-protection') {
    const users = pods
      .filter((pod) => mounts(pod, object.metadata.name))
      .map(({ metadata }) => `pods/${metadata.name}`);
    if (users.length > 0) return `${users.join(', ')} still mounts it`;
  }
  const known = KNOWN[finalizer];
  if (known !== undefined) return known;
  const controller = CONTROLLERS.find(({ domain }) => domain.test(finalizer));
  const who = finalizer.split('/')[0] ?? finalizer;
  if (controller === undefined) return `the controller that calls itself ${who} has to take it away`;
  const found = workloads.find(({ metadata }) => controller.name.test(metadata.name));
  if (!found)
    return `its controller has to take it away, and none is seen here that would be called ${controller.name.source}`;
  const { namespace, name } = found.metadata;
  const isRunning = (found.status?.readyReplicas ?? 0) > 0;
  return `${namespace}/${found.resource}/${name} has to take it away${isRunning ? ', and its log says why it does not' : ', and has no ready Pod'}`;
}

const mounts = ({ spec }: Pod, claim: string): boolean =>
  (spec?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim);

const withoutFinalizers = (name: string, { metadata: { namespace } }: KubernetesObject): string =>
  `kubectl patch ${shellWord(name)}${namespace === undefined ? '' : ` -n ${shellWord(namespace)}`} --type merge -p '{"metadata":{"finalizers":null}}'`;
