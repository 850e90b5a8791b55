import { isJaegerError } from '../errors/index.ts';
import type { Discovery, Reader, Target } from '../kubernetes/ports.ts';
import type { AnyResource, KubernetesObject } from '../kubernetes/types.ts';
import type { InstallOptions } from './options.ts';
import { JAEGERS, NAMESPACES, STORAGE_CLASSES } from '../jaeger/index.ts';
import { answersOf, optionsOf, withImplied, type Answers, type Draft } from './wizard-answers.ts';
import { nextOf, type Question, type QuestionRule, type Surroundings } from './wizard-question.ts';
import { CHOICES, PLACE } from './wizard-questions.ts';

/** Puts one question to somebody; gives what they answer, which has no problem. */
export type Ask = (question: Question) => Promise<string>;

export interface Completed {
  readonly options: InstallOptions;
  readonly createNamespace: boolean;
  /** There is such an instance: nothing of it was asked for. */
  readonly isThere: boolean;
}

type Asked = Reader & Discovery & { readonly target: Target };

/**
 * Asks for what a draft leaves open. Of an instance that is there, nothing: every answer would change it. Errors of reading the cluster; what
 * may not be listed is typed in.
 */
export async function completeOptions(
  cluster: Asked,
  draft: Draft,
  { ask, signal }: { readonly ask: Ask; readonly signal: AbortSignal },
): Promise<Completed> {
  const given = answersOf(draft);
  const own = draft.namespace ?? cluster.target.namespace;
  const taken = given.name === undefined ? [] : await namesOf(cluster, JAEGERS, { namespace: own, signal });
  if (taken?.includes(given.name ?? '')) return completed({ ...given, namespace: own }, draft, { isThere: true });
  const around = await lookAround(cluster, signal);
  const place = await asked(PLACE, given, { around, ask });
  const namespace = place['new-namespace'] ?? place.namespace ?? own;
  const there = (await namesOf(cluster, JAEGERS, { namespace, signal })) ?? [];
  const isMade = around.namespaces?.includes(namespace) === false;
  if (there.includes(place.name ?? '')) return completed(place, draft, { isThere: true });
  const all = await asked(CHOICES, place, { around: { ...around, taken: there }, ask });
  return { ...completed(all, draft, { isThere: false }), createNamespace: isMade };
}

const completed = (answers: Answers, draft: Draft, { isThere }: { readonly isThere: boolean }): Completed => ({
  options: optionsOf(answers, draft),
  createNamespace: false,
  isThere,
});

async function asked(
  rules: readonly QuestionRule[],
  given: Answers,
  { around, ask }: { readonly around: Surroundings; readonly ask: Ask },
): Promise<Answers> {
  let answers = given;
  for (;;) {
    const question = nextOf(rules, answers, around);
    if (question === undefined) return answers;
    const answer = await ask(question);
    answers = withImplied({ ...answers, [question.id]: answer === question.leaves ? '' : answer });
  }
}

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';

async function lookAround(cluster: Asked, signal: AbortSignal): Promise<Surroundings> {
  const [groups, namespaces, classes] = await Promise.all([
    cluster.servedGroups({ signal }),
    namesOf(cluster, NAMESPACES, { signal }),
    listed(cluster, STORAGE_CLASSES, { signal }),
  ]);
  const storageClasses = classes
    ?.map(({ metadata: { name, annotations } }) => ({ name, isDefault: annotations?.[IS_DEFAULT] === 'true' }))
    .toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
  return { namespace: cluster.target.namespace, namespaces, storageClasses, groups: new Set(groups.keys()), taken: [] };
}

interface Where {
  readonly namespace?: string;
  readonly signal: AbortSignal;
}

/** Undefined for what may not be listed. */
async function listed(
  cluster: Asked,
  resource: AnyResource,
  where: Where,
): Promise<readonly KubernetesObject[] | undefined> {
  try {
    return await cluster.list(resource, { ...where, metadataOnly: true });
  } catch (error) {
    if (isJaegerError(error) && error.code === 'FORBIDDEN') return undefined;
    throw error;
  }
}

const namesOf = async (cluster: Asked, resource: AnyResource, where: Where): Promise<readonly string[] | undefined> =>
  (await listed(cluster, resource, where))?.map(({ metadata: { name } }) => name);
