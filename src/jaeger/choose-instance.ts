import { JaegerError } from '../errors/index.ts';
import { FactReader, type FactSource } from './fact-reader.ts';
import { refusalIn, type FactError, type Facts, type Scope } from './facts.ts';
import { findRoots } from './find-roots.ts';
import { gatherRoots } from './gather-facts.ts';
import type { InstanceRoot, JaegerInstance } from './instance.ts';
import { withMembers } from './members.ts';

export interface InstanceRequest extends Scope {
  /** Left out: the only one in scope. */
  readonly name?: string | undefined;
  /** Asks somebody which of several it is; left out where there is nobody to be asked. */
  readonly pick?: PickInstance | undefined;
}

export type PickInstance = (found: readonly InstanceRoot[]) => Promise<InstanceRoot>;

/** The one instance that is meant. Errors: NOT_FOUND, what kept the instances from being listed, and USAGE when there are several. */
export async function chooseInstance(
  cluster: FactSource,
  { name, pick, ...scope }: InstanceRequest,
): Promise<InstanceRoot> {
  const facts = await gatherRoots(cluster, scope);
  return theOne(findRoots(facts), facts, { name, pick, ...scope });
}

export interface InstanceWithJobs extends Pick<JaegerInstance, 'cronJobs' | 'jobs'> {
  readonly root: InstanceRoot;
  /** What kept the Jobs from being listed. */
  readonly errors: readonly FactError[];
}

/** The same with its Jobs and what makes them, in as many round trips. Errors: those of `chooseInstance`. */
export async function chooseWithJobs(cluster: FactSource, request: InstanceRequest): Promise<InstanceWithJobs> {
  const reader = new FactReader(cluster);
  const { name, pick, ...scope } = request;
  const [facts, jobs, cronJobs] = await Promise.all([
    gatherRoots(cluster, scope),
    reader.list('jobs', scope),
    reader.list('cronjobs', scope),
  ]);
  const roots = findRoots(facts);
  const root = await theOne(roots, facts, { name, pick, ...scope });
  const members = withMembers(root, { ...facts, jobs, cronJobs }, roots);
  return { root, cronJobs: members.cronJobs, jobs: members.jobs, errors: reader.errors };
}

async function theOne(
  roots: readonly InstanceRoot[],
  facts: Facts,
  { name, namespace, pick }: InstanceRequest,
): Promise<InstanceRoot> {
  const found = roots.filter((root) => name === undefined || root.name === name);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (!only) throw noInstance(facts, { name, namespace }, ['see where there is one: kubectl jaeger list -A']);
  if (pick) return pick(found);
  const names = found.map((root) => root.name).join(', ');
  throw new JaegerError('USAGE', `${found.length} Jaeger instances found in ${inWords(namespace)}: ${names}; name one`);
}

const inWords = (namespace: string | undefined): string =>
  namespace === undefined ? 'any namespace' : `namespace "${namespace}"`;

/** Why none was found. Where something could not be looked at there may be one nevertheless: then that is the answer. */
export function noInstance(
  facts: Pick<Facts, 'errors'>,
  { name, namespace }: { readonly name?: string | undefined; readonly namespace?: string | undefined },
  hints: readonly string[],
): JaegerError {
  const what = name === undefined ? 'no Jaeger instance' : `no Jaeger instance "${name}"`;
  return refusalIn(facts) ?? new JaegerError('NOT_FOUND', `${what} found in ${inWords(namespace)}`, { hints });
}
