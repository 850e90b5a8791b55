import { JaegerError } from '../errors/index.ts';
import { DAEMON_SETS, DEPLOYMENTS, NAMESPACES, ROLLOUTS, STATEFUL_SETS } from '../jaeger/index.ts';
import type { ObjectName } from '../kubernetes/ports.ts';
import type { ApiResource } from '../kubernetes/types.ts';

/** kubectl's names for them. */
export const WORKLOAD_KINDS: readonly (readonly [resource: ApiResource, names: readonly string[]])[] = [
  [DEPLOYMENTS, ['deployment', 'deployments', 'deploy']],
  [STATEFUL_SETS, ['statefulset', 'statefulsets', 'sts']],
  [DAEMON_SETS, ['daemonset', 'daemonsets', 'ds']],
  [ROLLOUTS, ['rollout', 'rollouts', 'ro']],
  [NAMESPACES, ['namespace', 'namespaces', 'ns']],
];

/** A workload, or a Namespace, as a command line names it. */
export interface WorkloadName {
  readonly resource: ApiResource;
  readonly name: string;
}

/** `NAME` of a Deployment, or `KIND/NAME` in kubectl's words. Throws USAGE. */
export function parseWorkload(text: string): WorkloadName {
  const [name = '', kind = 'deployment', ...more] = text.split('/').toReversed();
  const found = WORKLOAD_KINDS.find(([{ group }, names]) =>
    names.some((one) => [one, `${one}.${group}`].includes(kind.toLowerCase())),
  );
  if (found !== undefined && name !== '' && more.length === 0) return { resource: found[0], name };
  const names = WORKLOAD_KINDS.map(([, [first]]) => `${first}/NAME`).join(', ');
  throw new JaegerError('USAGE', `"${text}" is no workload that can be injected: NAME, ${names}`);
}

/** The Namespace among what is named; undefined where there is none. Throws USAGE where it is not alone. */
export function namespaceAmong(names: readonly WorkloadName[]): string | undefined {
  const found = names.find(({ resource }) => resource === NAMESPACES);
  if (found !== undefined && names.length > 1)
    throw new JaegerError('USAGE', `namespace/${found.name} is to be named alone: it is about all that is in it`);
  return found?.name;
}

/** An instance as a flag names it. */
export type InstanceChoice = Partial<ObjectName> & { readonly name: string };

/** `[NAMESPACE/]NAME`. Throws USAGE. */
export function parseInstance(text: string): InstanceChoice {
  const [name = '', namespace, ...more] = text.split('/').toReversed();
  if (name === '' || namespace === '' || more.length > 0)
    throw new JaegerError('USAGE', `--instance ${text}: it is [NAMESPACE/]NAME`);
  return namespace === undefined ? { name } : { namespace, name };
}
