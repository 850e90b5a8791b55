import { isJaegerError } from '../errors/index.ts';
import {
  findInstances,
  gatherFacts,
  operatorsOf,
  versionOfImage,
  type FactSource,
  type JaegerInstance,
  type OperatorName,
  type Scope,
  reportError,
  type ReportError,
} from '../jaeger/index.ts';
import type { Discovery, Reader } from '../kubernetes/ports.ts';
import type { ComponentVersion, InstanceVersions, OperatorVersion, VersionReport } from './version-report.ts';

export type ClientVersion = VersionReport['client'];

/** What the program knows without any cluster. */
export const clientVersion = (client: ClientVersion): VersionReport => ({
  apiVersion: 'jaeger.kubectl/v1alpha1',
  kind: 'VersionReport',
  client,
  operators: [],
  instances: [],
  errors: [],
});

/** Versions of everything that has one, as far as they may be read. Throws when the server cannot be asked at all. */
export async function readVersion(
  cluster: FactSource & Pick<Discovery, 'serverVersion'>,
  client: ClientVersion,
  scope: Scope,
): Promise<VersionReport> {
  const [version, facts] = await Promise.all([cluster.serverVersion(), gatherFacts(cluster, scope)]);
  const operators = await Promise.all(operatorsOf(facts).map((operator) => readOperator(cluster, operator)));
  return {
    ...clientVersion(client),
    server: { version },
    operators: operators.map(({ operator }) => operator),
    instances: findInstances(facts).map(versionsOf),
    errors: [
      ...facts.errors.map(({ resource, error }) => reportError(resource, error)),
      ...operators.flatMap(({ error }) => error ?? []),
    ],
  };
}

interface ReadOperator {
  readonly operator: OperatorVersion;
  readonly error?: ReportError;
}

async function readOperator(cluster: Reader, { namespace, name }: OperatorName): Promise<ReadOperator> {
  const unknown = { namespace, name, version: undefined, image: undefined };
  try {
    const { spec } = await cluster.get('deployments', { namespace, name });
    const images = (spec?.template?.spec?.containers ?? []).flatMap(({ image }) => image ?? []);
    const image = images.find((candidate) => candidate.includes('jaeger')) ?? images[0];
    return { operator: { namespace, name, image, version: image && versionOfImage(image) } };
  } catch (error) {
    if (!isJaegerError(error)) throw error;
    return { operator: unknown, error: reportError('deployments', error) };
  }
}

/** The container that the operator puts beside others, its own query service included. */
const AGENT = 'jaeger-agent';

/** What runs, and what is to run: a workload may have no Pods yet. */
function versionsOf({ namespace, name, version, workloads, pods }: JaegerInstance): InstanceVersions {
  const specs = [
    ...workloads.map(({ object, component }) => ({ component, spec: object.spec?.template?.spec })),
    ...pods.map(({ object, component }) => ({ component, spec: object.spec })),
  ];
  const all = specs.flatMap(({ component, spec }) =>
    (spec?.containers ?? []).flatMap(({ name: container, image }): ComponentVersion[] =>
      image === undefined
        ? []
        : [{ component: container === AGENT ? 'agent' : component, version: versionOfImage(image), image }],
    ),
  );
  const distinct = new Map(all.map((one) => [`${one.component} ${one.image}`, one]));
  return { namespace, name, version, components: [...distinct.values()] };
}
