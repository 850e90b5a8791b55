import type {
  ConfigMapKey,
  Container,
  ContainerPort,
  ContainerState,
  ContainerStateDetail,
  ContainerStatus,
  EnvironmentVariable,
  Pod,
  PodSpec,
  Projection,
  Volume,
  VolumeMount,
} from './core-types.ts';
import { conditions, metadata, type Item, type Present } from './read-metadata.ts';
import { anyObject, boolean, fields, list, number, text, texts } from './shapes.ts';

const named = fields<{ readonly name: string }>({ name: text }, 'name');

const variable = fields<EnvironmentVariable>(
  {
    name: text,
    value: text,
    valueFrom: fields<Present<EnvironmentVariable, 'valueFrom'>>({
      configMapKeyRef: fields<ConfigMapKey>({ name: text, key: text }, 'name', 'key'),
      secretKeyRef: fields<ConfigMapKey>({ name: text, key: text }, 'name', 'key'),
      fieldRef: fields<{ readonly fieldPath: string }>({ fieldPath: text }, 'fieldPath'),
    }),
  },
  'name',
);

const container = fields<Container>(
  {
    name: text,
    image: text,
    restartPolicy: text,
    command: texts,
    args: texts,
    env: list(variable),
    envFrom: list(fields<Item<Container['envFrom']>>({ prefix: text, configMapRef: named, secretRef: named })),
    ports: list(fields<ContainerPort>({ name: text, containerPort: number }, 'containerPort')),
    volumeMounts: list(fields<VolumeMount>({ name: text, mountPath: text, subPath: text }, 'name', 'mountPath')),
  },
  'name',
);

const items = list(fields<{ readonly key: string; readonly path: string }>({ key: text, path: text }, 'key', 'path'));
const projection = fields<Projection>({ name: text, items }, 'name');

const volume = fields<Volume>(
  {
    name: text,
    persistentVolumeClaim: fields<{ readonly claimName: string }>({ claimName: text }, 'claimName'),
    emptyDir: anyObject,
    configMap: projection,
    secret: fields<Present<Volume, 'secret'>>({ secretName: text, items }, 'secretName'),
    projected: fields<Present<Volume, 'projected'>>({
      sources: list(
        fields<Item<Present<Volume, 'projected'>['sources']>>({ configMap: projection, secret: projection }),
      ),
    }),
  },
  'name',
);

export const podSpec = fields<PodSpec>({
  nodeName: text,
  containers: list(container),
  initContainers: list(container),
  volumes: list(volume),
});

const stateDetail = fields<ContainerStateDetail>({
  reason: text,
  message: text,
  exitCode: number,
  signal: number,
  finishedAt: text,
});
const state = fields<ContainerState>({ waiting: stateDetail, running: anyObject, terminated: stateDetail });

const containerStatus = fields<ContainerStatus>(
  { name: text, ready: boolean, started: boolean, restartCount: number, state, lastState: state },
  'name',
);

export const pod = fields<Pod>(
  {
    metadata,
    spec: podSpec,
    status: fields<Present<Pod, 'status'>>({
      phase: text,
      podIP: text,
      reason: text,
      conditions,
      containerStatuses: list(containerStatus),
      initContainerStatuses: list(containerStatus),
    }),
  },
  'metadata',
);
