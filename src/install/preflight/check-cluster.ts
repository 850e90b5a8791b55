import { type Right, JAEGERS } from '../../jaeger/index.ts';
import { shellWord } from '../../errors/index.ts';
import { unknown } from './fact.ts';
import type { PreflightFacts } from './facts.ts';
import { isOfCluster } from './read-rights.ts';
import { fail, pass, warning, type Found } from './report.ts';
import { isBefore } from './release.ts';

export const server = ({ server: version }: PreflightFacts): Found => {
  if (version.unread) return unknown(version);
  return isBefore(version.value, '1.19')
    ? fail(`Kubernetes ${version.value}: the v1 operator needs 1.19 or later`, 'upgrade the cluster')
    : pass(`Kubernetes ${version.value}`);
};

/** What is there is served, whatever discovery says; and who may not look at instances still sees which groups there are. */
export const crd = ({ groups, live }: PreflightFacts): Found => {
  const { group, version, plural } = JAEGERS;
  const isServed = groups.value?.get(group)?.includes(version);
  if (isServed || live.value !== undefined) return pass(`${plural}.${group} is served, ${version}`);
  const isMissing = isServed === false || groups.value?.has(group) === false;
  if (groups.unread && live.unread?.error.code !== 'NO_SUCH_KIND') return unknown(groups);
  return fail(
    isMissing && groups.value?.has(group)
      ? `${plural}.${group} is served, but not ${version}`
      : `the server doesn't have a resource type "${plural}"`,
    'install the v1 operator, which brings it along',
    `kubectl api-resources --api-group='${group}'`,
  );
};

export const namespace = ({ namespace: space, request }: PreflightFacts): Found => {
  const { namespace: name } = request.options;
  if (space.unread) return unknown(space);
  if (space.value === undefined)
    return request.createNamespace
      ? pass(`${name} is not there, and will be made`)
      : fail(`there is no namespace ${name}`, `kubectl create namespace ${shellWord(name)}`);
  return space.value.metadata.deletionTimestamp === undefined
    ? pass(`${name} is there`)
    : fail(
        `${name} is being deleted: nothing can be made in it`,
        `kubectl get namespace ${shellWord(name)} -o jsonpath='{.status.conditions}'  # says what it waits for`,
      );
};

/** Without one that nothing replaces nothing can be done. */
export const rights = ({ missing, live, namespace: space, request }: PreflightFacts): Found => {
  if (missing.unread) return unknown(missing);
  const { namespace: name } = request.options;
  const needed = missing.value.filter(
    (right) =>
      (right.verb !== 'create' || right.group !== JAEGERS.group || live.value === undefined) &&
      (!isOfCluster(right) || space.value === undefined),
  );
  if (needed.length === 0) return pass(`you may make it in ${name}, and see what comes of it`);
  const required = needed.filter(isRequired);
  const others = needed.filter((right) => !isRequired(right));
  const without = [...new Set(others.flatMap((right) => right.without ?? []))].join('; ');
  if (required.length === 0)
    return warning(`you may not ${inWords(others)}: ${without}`, ...others.map((right) => proofOf(right, name)));
  const more = others.length === 0 ? '' : `; nor ${inWords(others)}, without which less is told of it`;
  return fail(`you may not ${inWords(required)}${more}`, ...required.map((right) => proofOf(right, name)));
};

const inWords = (lacking: readonly Right[]): string => lacking.map(wordsOf).join(', ');

/** What is made and changed is what the command is for; a subresource, as the way into a Pod, is no object that is made. */
const isRequired = ({ verb, resource, without }: Right): boolean =>
  without === undefined || ((verb === 'create' || verb === 'patch') && !resource.includes('/'));

const resourceOf = ({ group, resource }: Right): string => {
  const [plural = ''] = resource.split('/');
  return group === '' ? plural : `${plural}.${group}`;
};

const wordsOf = (right: Right): string => `${right.verb} ${resourceOf(right)}${subresourceOf(right, '/')}`;

const subresourceOf = ({ resource }: Right, before: string): string => {
  const [, part] = resource.split('/');
  return part === undefined ? '' : `${before}${part}`;
};

const proofOf = (right: Right, where: string): string =>
  `kubectl auth can-i ${right.verb} ${resourceOf(right)}${subresourceOf(right, ' --subresource=')}${isOfCluster(right) ? '' : ` -n ${shellWord(where)}`}`;
