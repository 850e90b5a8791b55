import { JaegerError, shellWord } from '../errors/index.ts';
import { type JaegerInstance, managerOf } from '../jaeger/index.ts';
import type { KubernetesObject } from '../kubernetes/types.ts';
import type { Sender } from './senders.ts';

const UNCHANGED = 'nothing has been changed';

/** What this program did not make, and cannot remove in one piece, is told how to be removed. Throws USAGE. */
export function refuseOthers(instance: JaegerInstance): void {
  const { name, flavour } = instance;
  if (flavour === 'jaeger-operator') return;
  const commands = removal(instance);
  throw new JaegerError(
    'USAGE',
    `${name} was not made by the jaeger-operator (${WHAT[flavour]}), and cannot be uninstalled by us`,
    {
      hints: [...commands.map((command) => `remove it with: ${command}`), UNCHANGED],
    },
  );
}

const WHAT = {
  'otel-operator': 'the OpenTelemetry operator runs it',
  helm: 'it is a Helm release',
  manifests: 'it comes from plain manifests',
} as const;

function removal(instance: JaegerInstance): readonly string[] {
  const { name, namespace, flavour } = instance;
  const where = `-n ${shellWord(namespace)}`;
  if (flavour === 'helm') return [`helm uninstall ${shellWord(name)} ${where}`];
  if (instance.collector)
    return [`kubectl delete opentelemetrycollectors.opentelemetry.io/${shellWord(name)} ${where}`];
  return [`kubectl delete ${plainObjects(instance).map(shellWord).join(' ')} ${where}`];
}

/** What was applied by hand: its workloads, and what leads to them; no claim, and nothing that its store is made of. */
function plainObjects({
  namespace,
  workloads,
  services,
  cronJobs,
  ingresses,
  routes,
  httpRoutes,
}: JaegerInstance): readonly string[] {
  const own = (
    resource: string,
    members: readonly { readonly object: KubernetesObject; readonly component: string }[],
  ) =>
    members
      .filter(({ object, component }) => object.metadata.namespace === namespace && !STORES.has(component))
      .map(({ object }) => `${resource}/${object.metadata.name}`);
  return [
    ...workloads.map(({ object }) => `${object.resource}/${object.metadata.name}`),
    ...own('cronjobs', cronJobs),
    ...own('services', services),
    ...own('ingresses', ingresses),
    ...own('routes.route.openshift.io', routes),
    ...own('httproutes.gateway.networking.k8s.io', httpRoutes),
  ];
}

const STORES: ReadonlySet<string> = new Set(['storage', 'kafka']);

/** A resource that something else applies comes back, or is missed there. Throws USAGE. */
export function refuseManaged(resource: KubernetesObject): void {
  const managed = managerOf(resource);
  if (managed === undefined) return;
  throw new JaegerError(
    'USAGE',
    `jaegers/${resource.metadata.name} is managed by ${managed.manager}, which may make it again`,
    {
      hints: [managed.instead, 'or remove it here nevertheless with --force', UNCHANGED],
    },
  );
}

/** So many are named; of the others there is a count. */
const MOST_NAMED = 20;

/** Who would lose spans is told first. Throws USAGE. */
export function refuseSenders(name: string, senders: readonly Sender[]): void {
  if (senders.length === 0) return;
  const named = senders
    .slice(0, MOST_NAMED)
    .flatMap(({ namespace, object, because, stop }) => [
      `${namespace}/${object}: ${because.join(', ')}`,
      ...stop.map((command) => `  to stop that: ${command}`),
    ]);
  const more = senders.length > MOST_NAMED ? [`and ${senders.length - MOST_NAMED} more`] : [];
  const what = senders.length === 1 ? '1 object still has' : `${senders.length} objects still have`;
  throw new JaegerError('USAGE', `${what} spans sent to ${name}`, {
    hints: [...named, ...more, 'or let them lose their spans with --force', UNCHANGED],
  });
}

/** Spans that cannot stay when the instance goes. Throws USAGE. */
export function refuseLoss(name: string, stores: readonly string[]): void {
  if (stores.length === 0) return;
  throw new JaegerError(
    'USAGE',
    `the spans of ${name} cannot stay: elasticsearches/${stores.join(', ')} has no claim`,
    {
      hints: [`to lose them: --delete-data --confirm ${shellWord(name)}`, UNCHANGED],
    },
  );
}
