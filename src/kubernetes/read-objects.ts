import { anyObject, boolean, fields, list, number, text, textMap, texts, treeTo, type ShapeReader } from './shapes.ts';
import type {
  AnyResource,
  ConfigMap,
  Container,
  ContainerPort,
  ContainerState,
  ContainerStateDetail,
  ContainerStatus,
  Deployment,
  EnvironmentVariable,
  Jaeger,
  KubernetesObject,
  Metadata,
  ObjectOf,
  OwnerReference,
  PersistentVolumeClaim,
  Pod,
  PodCondition,
  Resource,
  Resources,
  Service,
  ServicePort,
} from './types.ts';

/** Options of a custom resource. */
const tree = treeTo(32);
/** The schema of a CRD nests a few levels for each level of the resource. */
const deepTree = treeTo(500);

/** A field's type without its absence. */
type Present<T, K extends keyof T> = NonNullable<T[K]>;

const metadataReaders = {
  name: text,
  namespace: text,
  uid: text,
  resourceVersion: text,
  creationTimestamp: text,
  deletionTimestamp: text,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(fields<OwnerReference>({ kind: text, name: text, uid: text }, 'kind', 'name', 'uid')),
};
const metadata = fields<Metadata>(metadataReaders, 'name');

const metadataAlone = fields<KubernetesObject>({ metadata }, 'metadata');

const stateDetail = fields<ContainerStateDetail>({ reason: text, exitCode: number, signal: number, finishedAt: text });
const state = fields<ContainerState>({ waiting: stateDetail, running: anyObject, terminated: stateDetail });
const container = fields<Container>(
  {
    name: text,
    image: text,
    restartPolicy: text,
    args: texts,
    env: list(fields<EnvironmentVariable>({ name: text, value: text }, 'name')),
    ports: list(fields<ContainerPort>({ name: text, containerPort: number }, 'containerPort')),
  },
  'name',
);

const containerStatus = fields<ContainerStatus>(
  { name: text, ready: boolean, started: boolean, restartCount: number, state, lastState: state },
  'name',
);

const claimVolume = fields<{ readonly claimName: string }>({ claimName: text }, 'claimName');

const pod = fields<Pod>(
  {
    metadata,
    spec: fields<Present<Pod, 'spec'>>({
      nodeName: text,
      containers: list(container),
      initContainers: list(container),
      volumes: list(fields({ persistentVolumeClaim: claimVolume })),
    }),
    status: fields<Present<Pod, 'status'>>({
      phase: text,
      podIP: text,
      reason: text,
      conditions: list(fields<PodCondition>({ type: text, status: text, reason: text }, 'type', 'status')),
      containerStatuses: list(containerStatus),
      initContainerStatuses: list(containerStatus),
    }),
  },
  'metadata',
);

const ingress = fields<{ readonly ip?: string; readonly hostname?: string }>({ ip: text, hostname: text });

const service = fields<Service>(
  {
    metadata,
    spec: fields<Present<Service, 'spec'>>({
      type: text,
      clusterIP: text,
      externalIPs: texts,
      externalName: text,
      ports: list(fields<ServicePort>({ port: number, protocol: text, nodePort: number }, 'port')),
      selector: textMap,
    }),
    status: fields<Present<Service, 'status'>>({ loadBalancer: fields({ ingress: list(ingress) }) }),
  },
  'metadata',
);

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

const deployment = fields<Deployment>(
  { metadata, spec: fields({ template: fields({ spec: fields({ containers: list(container) }) }) }) },
  'metadata',
);

const jaeger = fields<Jaeger>(
  {
    metadata,
    spec: fields<Present<Jaeger, 'spec'>>({
      strategy: tree,
      storage: fields<Present<Present<Jaeger, 'spec'>, 'storage'>>({
        type: tree,
        options: tree,
        elasticsearch: fields<{ readonly name?: unknown }>({ name: tree }),
      }),
    }),
    status: fields<Present<Jaeger, 'status'>>({ phase: text, version: text }),
  },
  'metadata',
);

const READERS: { readonly [R in Resource]: ShapeReader<Resources[R]> } = {
  pods: pod,
  services: service,
  persistentvolumeclaims: claim,
  configmaps: fields<ConfigMap>({ metadata, data: textMap }, 'metadata'),
  namespaces: metadataAlone,
  deployments: deployment,
  jobs: metadataAlone,
  cronjobs: metadataAlone,
  jaegers: jaeger,
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
