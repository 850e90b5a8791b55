import { isJaegerError } from '../../errors/index.ts';
import type { InstanceRoot, Scope } from '../../jaeger/index.ts';
import type { Cluster, KubeconfigNames } from '../../kubernetes/ports.ts';
import type { ApiResource, KubernetesObject } from '../../kubernetes/types.ts';
import type { Candidate } from './definitions.ts';
import type { LiveKind } from './kinds.ts';

/** Where names come from; nothing is opened or read before it is asked for. */
interface Sources {
  readonly connect: () => Promise<Cluster>;
  readonly kubeconfig: () => Promise<KubeconfigNames>;
  /** Aborted, with a JaegerError, when names come too late. */
  readonly signal: AbortSignal;
}

export interface Asked extends Sources {
  /** What is typed of the name. */
  readonly typed: string;
  /** Arguments that are there already. */
  readonly named: readonly string[];
  readonly namespace: string | undefined;
  readonly everywhere: boolean;
}

type Finder = (asked: Asked) => Promise<readonly Candidate[]>;

const words = (names: readonly string[]): readonly Candidate[] => names.map((word) => ({ word }));

const FINDERS: Readonly<Record<LiveKind, Finder>> = {
  context: async ({ kubeconfig }) => words((await kubeconfig()).contexts),
  cluster: async ({ kubeconfig }) => words((await kubeconfig()).clusters),
  user: async ({ kubeconfig }) => words((await kubeconfig()).users),
  namespace: namespaces,
  instance: instancesHere,
  'placed-instance': instancesAnywhere,
  'placed-pod': pods,
  'storage-class': async (asked) => words(await namesOf(asked, (await rooms()).STORAGE_CLASSES)),
  workload: workloads,
};

/** Names of a kind, as far as they are there in time; none is no failure. */
export const liveNames = (kind: LiveKind, asked: Asked): Promise<readonly Candidate[]> => FINDERS[kind](asked);

/** Only where names of a cluster are wanted: it is most of the program. */
const rooms = () => import('../../jaeger/index.ts');

const namespaceOf = (cluster: Cluster, { namespace }: Pick<Asked, 'namespace'>): string =>
  namespace || cluster.target.namespace;

/** Names alone are asked for, in pages. */
async function namesOf(
  asked: Asked,
  resource: ApiResource | 'namespaces' | 'pods',
  within?: string,
): Promise<readonly string[]> {
  const { connect, signal } = asked;
  const cluster = await connect();
  const isPlaced = resource === 'pods' || (typeof resource !== 'string' && resource.namespaced);
  const where = isPlaced ? { namespace: within ?? namespaceOf(cluster, asked) } : {};
  const objects: readonly KubernetesObject[] = await cluster.list(resource, { ...where, metadataOnly: true, signal });
  return objects.map(({ metadata }) => metadata.name);
}

/** Whoever may not list namespaces has some in the kubeconfig. */
async function namespaces(asked: Asked): Promise<readonly Candidate[]> {
  try {
    return words(await namesOf(asked, 'namespaces'));
  } catch (error) {
    if (!isJaegerError(error) || error.code !== 'FORBIDDEN') throw error;
    return words((await asked.kubeconfig()).namespaces);
  }
}

async function instancesHere(asked: Asked): Promise<readonly Candidate[]> {
  const cluster = await asked.connect();
  const roots = await rootsIn(asked, cluster, asked.everywhere ? {} : { namespace: namespaceOf(cluster, asked) });
  return roots.map((root) => ({ word: root.name, means: meaningOf(root) }));
}

/** `NAMESPACE/NAME` of all, and without a namespace those of the line's own; that one alone where others may not be looked at. */
async function instancesAnywhere(asked: Asked): Promise<readonly Candidate[]> {
  const cluster = await asked.connect();
  const own = namespaceOf(cluster, asked);
  const [, named] = /^([^/]+)\//.exec(asked.typed) ?? [];
  const found = await rootsIn(asked, cluster, named === undefined ? {} : { namespace: named });
  const roots = found.length > 0 ? found : await rootsIn(asked, cluster, { namespace: own });
  return roots.flatMap((root) => [
    ...(root.namespace === own ? [{ word: root.name, means: meaningOf(root) }] : []),
    { word: `${root.namespace}/${root.name}`, means: meaningOf(root) },
  ]);
}

const meaningOf = ({ flavour, strategy, storage }: InstanceRoot): string => `${flavour}, ${strategy}, ${storage.type}`;

/** As `list` finds them; what is not read in time counts as not there, so that what is known by then is told. */
async function rootsIn({ signal }: Asked, cluster: Cluster, scope: Scope): Promise<readonly InstanceRoot[]> {
  const { findRoots, gatherRoots } = await rooms();
  const timed = {
    list: (resource, query) => cluster.list(resource, { ...query, signal }),
    get: (resource, name) => cluster.get(resource, name, { signal }),
    servedGroups: () => cluster.servedGroups({ signal }),
  } satisfies Pick<Cluster, 'list' | 'get' | 'servedGroups'>;
  return findRoots(await gatherRoots(timed, scope));
}

async function pods(asked: Asked): Promise<readonly Candidate[]> {
  const [, within] = /^([^/]+)\//.exec(asked.typed) ?? [];
  const names = await namesOf(asked, 'pods', within);
  return words(within === undefined ? names : names.map((name) => `${within}/${name}`));
}

/** `NAME` of a Deployment, or `KIND/NAME` in the kind's word that was typed; before that the kinds themselves. */
async function workloads(asked: Asked): Promise<readonly Candidate[]> {
  const { WORKLOAD_KINDS } = await import('../../injection/index.ts');
  const { typed, named } = asked;
  const [, kind] = /^([^/]+)\//.exec(typed) ?? [];
  const isOpen = ({ word }: Candidate): boolean => !named.includes(word);
  const wanted = kind ?? 'deployment';
  const [resource] = WORKLOAD_KINDS.find(([, names]) => names.includes(wanted)) ?? [];
  if (resource === undefined) return [];
  const names = await namesOf(asked, resource).catch(() => []);
  if (kind !== undefined) return words(names.map((name) => `${kind}/${name}`)).filter(isOpen);
  const kinds = WORKLOAD_KINDS.flatMap(([, all]) =>
    named.length === 0 || all[0] !== 'namespace' ? all.slice(0, 1) : [],
  );
  return [...words(names).filter(isOpen), ...kinds.map((one) => ({ word: `${one}/` }))];
}
