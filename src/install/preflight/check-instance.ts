import { shellWord } from '../../errors/index.ts';
import { at, isMadeFor, orderedStoreOf, managerOf } from '../../jaeger/index.ts';
import { unknown } from './fact.ts';
import type { PreflightFacts, Present } from './facts.ts';
import { namesOf } from './names.ts';
import { fail, pass, warning, type Found } from './report.ts';

export const instance = ({ live, request }: PreflightFacts): Found => {
  const { name, namespace } = request.options;
  if (live.unread) return live.unread.error.code === 'NO_SUCH_KIND' ? pass('there can be none yet') : unknown(live);
  if (live.value === undefined) return pass(`there is no jaegers/${name} in ${namespace} yet: it would be made`);
  return live.value.metadata.deletionTimestamp === undefined
    ? pass(`jaegers/${name} is there: it would be changed, and of it only what is named`)
    : fail(
        `jaegers/${name} is being deleted`,
        `kubectl get jaeger ${shellWord(name)} -n ${shellWord(namespace)} -o jsonpath='{.metadata.finalizers}'  # says who holds it up`,
        'run it again when it is gone',
      );
};

/** Field managers of tools that put back what others change (Argo CD 3, Flux 2, Helm 3 and 4). */
const TOOLS: Readonly<Record<string, string>> = {
  'argocd-controller': 'Argo CD',
  'argocd-application-controller': 'Argo CD',
  'kustomize-controller': 'Flux',
  'helm-controller': 'Flux',
  helm: 'Helm',
};

/** Who would set back what is changed here. */
export const managers = ({ live, request }: PreflightFacts): Found | undefined => {
  if (live.value === undefined) return undefined;
  const { name } = request.options;
  const fields = at(live.value, 'metadata', 'managedFields');
  const writers = (Array.isArray(fields) ? (fields as unknown[]) : []).flatMap((one) => {
    const manager = at(one, 'manager');
    return typeof manager === 'string' ? (TOOLS[manager] ?? []) : [];
  });
  const manager = managerOf(live.value)?.manager ?? writers[0];
  return manager === undefined
    ? pass('nobody else applies it')
    : warning(
        `jaegers/${name} is managed by ${manager}: what is changed here may be set back`,
        'make the change there; --dry-run=client -o yaml prints the manifest',
      );
};

/** What is in the way of a new instance, or would be taken up by it. */
export const leftovers = (facts: PreflightFacts): Found | undefined => {
  const { live, present, claims, request, spec } = facts;
  if (live.value !== undefined) return undefined;
  if (present.unread) return unknown(present, claims);
  const { name, namespace } = request.options;
  const names = namesOf(name, spec);
  const foreign = present.value.find(
    ({ resource, object }) =>
      !isMadeFor(object, name) &&
      names.some((made) => made.resource === resource && made.name === object.metadata.name),
  );
  if (foreign !== undefined) return inTheWay(foreign, namespace);
  const own = present.value.filter(({ object }) => isMadeFor(object, name)).map(wordsOf);
  const data = (claims.value ?? [])
    .filter((claim) => orderedStoreOf(claim, { namespace, name }) !== undefined)
    .map(({ metadata }) => `persistentvolumeclaims/${metadata.name}`);
  const left = [...own, ...data];
  if (left.length > 0)
    return warning(
      `of an earlier ${name} there ${left.length === 1 ? 'is' : 'are'} ${shortened(left)}: the new one takes up what it can use`,
      `kubectl jaeger uninstall ${shellWord(name)} -n ${shellWord(namespace)} --dry-run=server  # shows them${data.length > 0 ? '; --delete-data removes the claims, too' : ''}`,
    );
  return claims.unread ? unknown(claims) : pass(`nothing is left of an earlier ${name}, and nothing is in its way`);
};

const wordsOf = ({ resource, object }: Present): string => `${resource}/${object.metadata.name}`;

/** The operator cannot make what somebody else has made, and reports Failed (tried with 1.65). */
function inTheWay(foreign: Present, namespace: string): Found {
  const manager = managerOf(foreign.object)?.manager;
  return fail(
    `${wordsOf(foreign)} is there, ${manager === undefined ? "and is not the operator's" : `of ${manager}`}: the operator could not make its own`,
    'take another name',
    `kubectl get ${foreign.resource} ${shellWord(foreign.object.metadata.name)} -n ${shellWord(namespace)} -o yaml  # whether anybody needs it`,
  );
}

const SHOWN = 5;

const shortened = (words: readonly string[]): string =>
  words.length > SHOWN ? `${words.slice(0, SHOWN).join(', ')} and ${words.length - SHOWN} more` : words.join(', ');

/** Services and CronJobs are cut, each in its own way: whoever writes down an address looks here first. */
export const names = ({ live, request, spec }: PreflightFacts): Found | undefined => {
  if (live.value !== undefined) return undefined;
  const { name } = request.options;
  const other = namesOf(name, spec).filter((made) => made.whole !== made.name);
  return other.length === 0
    ? pass('none is cut')
    : warning(
        `${other.map((made) => `${made.resource}/${made.name}`).join(', ')}: not ${other.map(({ whole }) => whole).join(', ')}, since ${name} is too long for them, or has a dot`,
        'take a shorter name without dots, or these as they are',
      );
};
