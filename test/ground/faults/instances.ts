import { allInOneImage } from '../parts.ts';
import { rolledOut } from '../sets/set.ts';
import { field, type Fault } from './fault.ts';
import { byHand, inOwnNamespace, jaeger, phaseFailed, podsReady, waitingFor } from './own-namespace.ts';

/** A newer version by hand, with a slip in the tag. */
const image = inOwnNamespace({
  name: 'image',
  what: 'an instance whose image does not exist',
  needs: ['operator'],
  images: [allInOneImage],
  objects: [jaeger()],
  after: byHand('jaeger', { 'containers/0/image': 'docker.io/jaegertracing/all-in-one:1.650.0' }),
  seen: (namespace) => [waitingFor(namespace, /^(ErrImagePull|ImagePullBackOff)$/)],
});

/** Traces shall outlive the Pod; the manifest of the claim comes from a cluster that has this class. */
const claimClass = inOwnNamespace({
  name: 'claim-class',
  what: 'a claim of a storage class that does not exist, and a Pod that waits for it',
  needs: ['operator'],
  images: [allInOneImage],
  objects: [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'traces' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast-ssd',
        resources: { requests: { storage: '20Gi' } },
      },
    },
    jaeger(),
  ],
  after: byHand('jaeger', {
    'volumes/-': { name: 'traces', persistentVolumeClaim: { claimName: 'traces' } },
    'containers/0/volumeMounts/-': { name: 'traces', mountPath: '/badger' },
  }),
  seen: (namespace) => [
    field('claim', [namespace, 'pvc', 'traces'], '{.status.phase}', /^Pending$/),
    field('Pod', [namespace, 'pods'], '{.items[*].status.phase}', /^Pending$/),
    field(
      'event',
      [namespace, 'events', '--field-selector=reason=ProvisioningFailed'],
      '{.items[0].message}',
      /"fast-ssd" not found/,
    ),
  ],
});

/**
 * The label `app` of a running instance changed: the operator gives it to the selectors of the Services, and cannot give it to
 * the Deployment, whose selector nobody may change.
 */
const noEndpoints = inOwnNamespace({
  name: 'no-endpoints',
  what: 'Services that select none of the Pods, which are ready',
  needs: ['operator'],
  images: [allInOneImage],
  objects: [jaeger()],
  async after(cluster, namespace) {
    await rolledOut(cluster, namespace, 'deployment/jaeger');
    const labels = JSON.stringify({ spec: { labels: { app: 'tracing' } } });
    await cluster.kubectl('-n', namespace, 'patch', 'jaeger', 'jaeger', '--type=merge', '-p', labels);
  },
  seen: (namespace) => [
    podsReady(namespace),
    field(
      'endpoints of the query',
      [namespace, 'endpointslices', '-l', 'kubernetes.io/service-name=jaeger-query'],
      '{.items[*].endpoints[*].addresses}',
      /^$/,
    ),
    phaseFailed(namespace),
  ],
});

/** A quota of memory: Pods that ask for none are refused. */
const quota = inOwnNamespace({
  name: 'quota',
  what: 'a ResourceQuota that lets no Pod of the instance be made',
  needs: ['operator'],
  objects: [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'memory' },
      spec: { hard: { 'limits.memory': '1Gi' } },
    },
    jaeger(),
  ],
  seen: (namespace) => [
    field('Pods', [namespace, 'pods'], '{.items[*].metadata.name}', /^$/),
    field(
      'Deployment',
      [namespace, 'deployment', 'jaeger'],
      '{.status.conditions[?(@.type=="ReplicaFailure")].message}',
      /exceeded quota|failed quota/,
    ),
  ],
});

/** "Deny all" of a hardened namespace. The object only: nothing on the ground enforces policies. */
const networkPolicy = inOwnNamespace({
  name: 'network-policy',
  what: 'a NetworkPolicy that lets nothing in or out (the object: nothing on the ground enforces it)',
  needs: ['operator'],
  images: [allInOneImage],
  objects: [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'deny-all' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    jaeger(),
  ],
  seen: (namespace) => [
    field('policy', [namespace, 'networkpolicies'], '{.items[*].metadata.name}', /^deny-all$/),
    podsReady(namespace),
  ],
});

/** Both are well: what fails is to say which one is meant. */
const twoInstances = inOwnNamespace({
  name: 'two-instances',
  what: 'two instances in one namespace',
  needs: ['operator'],
  images: [allInOneImage],
  objects: [jaeger(), jaeger({}, 'jaeger-of-another-team')],
  seen: (namespace) => [
    field('Deployments available', [namespace, 'deployments'], '{.items[*].status.availableReplicas}', /^1 1$/),
  ],
});

export const instanceFaults: readonly Fault[] = [image, claimClass, noEndpoints, quota, networkPolicy, twoInstances];
