import type { ConfigMap, Event, Lease, PersistentVolumeClaim } from './core-types.ts';
import { metadata, metadataAlone, metadataReaders, type Present } from './read-metadata.ts';
import { httpRoute, ingress, networkPolicy, route, service, webhookConfiguration } from './read-network.ts';
import { pod } from './read-pods.ts';
import { collector, cronJob, jaeger, job, rollout, workload } from './read-workloads.ts';
import { anyObject, fields, number, text, textMap, texts, treeTo, type ShapeReader } from './shapes.ts';
import type { AnyResource, KubernetesObject, ObjectOf, Resource, Resources } from './types.ts';

/** The schema of a CRD nests a few levels for each level of the resource. */
const deepTree = treeTo(500);

const claim = fields<PersistentVolumeClaim>(
  {
    metadata,
    spec: fields<Present<PersistentVolumeClaim, 'spec'>>({
      storageClassName: text,
      volumeMode: text,
      volumeName: text,
    }),
    status: fields<Present<PersistentVolumeClaim, 'status'>>({
      phase: text,
      accessModes: texts,
      capacity: fields<{ readonly storage?: string }>({ storage: text }),
    }),
  },
  'metadata',
);

const event = fields<Event>(
  {
    metadata,
    involvedObject: fields<Present<Event, 'involvedObject'>>({ kind: text, name: text, namespace: text }),
    type: text,
    reason: text,
    message: text,
    lastTimestamp: text,
    eventTime: text,
  },
  'metadata',
);

const lease = fields<Lease>(
  {
    metadata,
    spec: fields<Present<Lease, 'spec'>>({ holderIdentity: text, leaseDurationSeconds: number, renewTime: text }),
  },
  'metadata',
);

const READERS: { readonly [R in Resource]: ShapeReader<Resources[R]> } = {
  pods: pod,
  services: service,
  persistentvolumeclaims: claim,
  configmaps: fields<ConfigMap>({ metadata, data: textMap }, 'metadata'),
  events: event,
  namespaces: metadataAlone,
  deployments: workload,
  statefulsets: workload,
  daemonsets: workload,
  rollouts: rollout,
  jobs: job,
  cronjobs: cronJob,
  leases: lease,
  ingresses: ingress,
  networkpolicies: networkPolicy,
  mutatingwebhookconfigurations: webhookConfiguration,
  routes: route,
  httproutes: httpRoute,
  jaegers: jaeger,
  opentelemetrycollectors: collector,
};

/** All that the server sent, but of the metadata that we know only what is right. */
const whole: ShapeReader<KubernetesObject> = (value) => {
  const checked = metadataAlone(value);
  const sent = anyObject(deepTree(value));
  if (!checked || !sent) return undefined;
  const others = Object.entries(anyObject(sent['metadata']) ?? {}).filter(([name]) => !(name in metadataReaders));
  return { ...sent, metadata: { ...Object.fromEntries(others), ...checked.metadata } };
};

/** How objects of a resource are read; nothing comes of an object without a name. */
export function objectReader<R extends AnyResource>(resource: R): ShapeReader<ObjectOf<R>> {
  const known: Resource | undefined = typeof resource === 'string' ? resource : undefined;
  const reader: ShapeReader<KubernetesObject> = known === undefined ? whole : READERS[known];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- which reader it is decides which type it gives
  return reader as ShapeReader<ObjectOf<R>>;
}
