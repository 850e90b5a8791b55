import { conditions, metadata, type Present } from './read-metadata.ts';
import { podSpec } from './read-pods.ts';
import { anyObject, boolean, fields, list, number, text, textMap, treeTo } from './shapes.ts';
import type { CronJob, Jaeger, Job, OpenTelemetryCollector, PodTemplate, Rollout, Workload } from './workload-types.ts';

/** What a user wrote into a custom resource. */
const tree = treeTo(32);

const template = fields<PodTemplate>({
  metadata: fields<Present<PodTemplate, 'metadata'>>({ labels: textMap, annotations: textMap }),
  spec: podSpec,
});

export const workload = fields<Workload>(
  {
    metadata,
    spec: fields<Present<Workload, 'spec'>>({
      replicas: number,
      selector: fields<{ readonly matchLabels?: Readonly<Record<string, string>> }>({ matchLabels: textMap }),
      template,
    }),
    status: fields<Present<Workload, 'status'>>({
      observedGeneration: number,
      replicas: number,
      readyReplicas: number,
      updatedReplicas: number,
      desiredNumberScheduled: number,
      updatedNumberScheduled: number,
      numberReady: number,
      conditions,
    }),
  },
  'metadata',
);

const workloadRef = fields<{ readonly kind?: string; readonly name?: string }>({ kind: text, name: text });

export const rollout = fields<Rollout>(
  {
    metadata,
    spec: fields<Present<Rollout, 'spec'>>({
      replicas: number,
      selector: fields<{ readonly matchLabels?: Readonly<Record<string, string>> }>({ matchLabels: textMap }),
      template,
      workloadRef,
    }),
    status: fields<Present<Rollout, 'status'>>({
      observedGeneration: text,
      replicas: number,
      readyReplicas: number,
      updatedReplicas: number,
    }),
  },
  'metadata',
);

const templateSpec = fields<{ readonly template?: PodTemplate }>({ template });

export const cronJob = fields<CronJob>(
  {
    metadata,
    spec: fields<Present<CronJob, 'spec'>>({
      schedule: text,
      timeZone: text,
      suspend: boolean,
      jobTemplate: fields<{ readonly spec?: { readonly template?: PodTemplate } }>({ spec: templateSpec }),
    }),
    status: fields<Present<CronJob, 'status'>>({
      active: list(anyObject),
      lastScheduleTime: text,
      lastSuccessfulTime: text,
    }),
  },
  'metadata',
);

export const job = fields<Job>(
  {
    metadata,
    spec: templateSpec,
    status: fields<Present<Job, 'status'>>({
      active: number,
      succeeded: number,
      failed: number,
      startTime: text,
      completionTime: text,
      conditions,
    }),
  },
  'metadata',
);

type JaegerSpec = Present<Jaeger, 'spec'>;
type Storage = Present<JaegerSpec, 'storage'>;
const options = fields<{ readonly options?: unknown }>({ options: tree });

export const jaeger = fields<Jaeger>(
  {
    metadata,
    spec: fields<JaegerSpec>({
      strategy: tree,
      storage: fields<Storage>({
        type: tree,
        options: tree,
        secretName: tree,
        elasticsearch: fields<Present<Storage, 'elasticsearch'>>({ name: tree, doNotProvision: tree }),
        esIndexCleaner: fields<Present<Storage, 'esIndexCleaner'>>({
          enabled: tree,
          schedule: tree,
          numberOfDays: tree,
        }),
        esRollover: (value) => anyObject(tree(value)),
      }),
      allInOne: options,
      query: options,
      collector: options,
      ingester: options,
      ingress: fields<Present<JaegerSpec, 'ingress'>>({ enabled: tree, security: tree }),
    }),
    status: fields<Present<Jaeger, 'status'>>({ phase: text, version: text }),
  },
  'metadata',
);

export const collector = fields<OpenTelemetryCollector>(
  {
    metadata,
    spec: fields<Present<OpenTelemetryCollector, 'spec'>>({ mode: text, image: text, config: tree, args: tree }),
    status: fields<Present<OpenTelemetryCollector, 'status'>>({ version: text, image: text }),
  },
  'metadata',
);
