import { JaegerError } from '../errors/index.ts';
import { findInstances, gatherFacts, type FactSource, type JaegerInstance, type Scope } from '../jaeger/index.ts';

export interface InstanceRequest extends Scope {
  /** Left out: the only one in scope. */
  readonly name?: string | undefined;
}

/** The one instance that is meant. Errors: NOT_FOUND, what kept the instances from being listed, and USAGE when there are several. */
export async function chooseInstance(
  cluster: FactSource,
  { name, ...scope }: InstanceRequest,
): Promise<JaegerInstance> {
  const facts = await gatherFacts(cluster, scope);
  const found = findInstances(facts).filter((instance) => name === undefined || instance.name === name);
  const where = scope.namespace === undefined ? 'any namespace' : `namespace "${scope.namespace}"`;
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (!only) {
    const unlisted = facts.errors.find(({ resource }) => resource === 'jaegers')?.error;
    if (unlisted && unlisted.code !== 'NO_SUCH_KIND') throw unlisted;
    const what = name === undefined ? 'no Jaeger instance' : `no Jaeger instance "${name}"`;
    throw new JaegerError('NOT_FOUND', `${what} found in ${where}`, {
      hints: scope.namespace === undefined ? [] : ['look in another namespace with -n'],
    });
  }
  const names = found.map((instance) => instance.name).join(', ');
  throw new JaegerError('USAGE', `${found.length} Jaeger instances found in ${where}: ${names}; name one`);
}
