import { JaegerError } from '../errors/index.ts';
import { findRoots, gatherRoots, type FactSource, type InstanceRoot, type Scope } from '../jaeger/index.ts';

export interface InstanceRequest extends Scope {
  /** Left out: the only one in scope. */
  readonly name?: string | undefined;
}

/** The one instance that is meant. Errors: NOT_FOUND, what kept the instances from being listed, and USAGE when there are several. */
export async function chooseInstance(cluster: FactSource, { name, ...scope }: InstanceRequest): Promise<InstanceRoot> {
  const facts = await gatherRoots(cluster, scope);
  const found = findRoots(facts).filter((root) => name === undefined || root.name === name);
  const where = scope.namespace === undefined ? 'any namespace' : `namespace "${scope.namespace}"`;
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (!only) {
    const unlisted = facts.errors.find(({ resource }) => resource === 'deployments' || resource === 'jaegers')?.error;
    if (unlisted) throw unlisted;
    const what = name === undefined ? 'no Jaeger instance' : `no Jaeger instance "${name}"`;
    throw new JaegerError('NOT_FOUND', `${what} found in ${where}`, {
      hints: ['see where there is one: kubectl jaeger list -A'],
    });
  }
  const names = found.map((root) => root.name).join(', ');
  throw new JaegerError('USAGE', `${found.length} Jaeger instances found in ${where}: ${names}; name one`);
}
