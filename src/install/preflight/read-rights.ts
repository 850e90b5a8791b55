import type { Right } from '../../jaeger/index.ts';
import type { AccessQuestion, AccessRule, Cluster } from '../../kubernetes/ports.ts';
import { factOf, known, type Fact } from './fact.ts';

export type RightsSource = Pick<Cluster, 'canI' | 'rulesIn'>;

/**
 * Which of these rights this user does not have. The server tells all rules of a namespace at once; whatever they do not grant is asked
 * for one by one, since an authorizer may keep its rules to itself.
 */
export async function readMissing(
  cluster: RightsSource,
  rights: readonly Right[],
  { namespace, signal }: { readonly namespace: string; readonly signal: AbortSignal },
): Promise<Fact<readonly Right[]>> {
  const rules = await factOf('create selfsubjectrulesreviews', cluster.rulesIn(namespace, { signal }));
  const granted = rules.value?.rules ?? [];
  const asked = rights
    .filter((right) => isOfCluster(right) || !granted.some((rule) => grants(rule, right)))
    .map(async (right) => {
      const answer = await factOf(
        'create selfsubjectaccessreviews',
        cluster.canI(questionOf(right, namespace), { signal }),
      );
      return { right, answer };
    });
  const answers = await Promise.all(asked);
  const unread = answers.flatMap(({ answer }) => (answer.unread === undefined ? [] : [answer]));
  return unread[0] ?? known(answers.flatMap(({ right, answer }) => (answer.value?.allowed === false ? right : [])));
}

/** A Role can name it too, and gives nothing by that. */
export const isOfCluster = ({ resource }: Right): boolean => resource === 'namespaces';

const grants = ({ verbs, apiGroups, resources, resourceNames }: AccessRule, right: Right): boolean =>
  resourceNames.length === 0 &&
  has(verbs, right.verb) &&
  has(apiGroups, right.group) &&
  (has(resources, right.resource) || resources.includes(`*/${right.resource.split('/')[1]}`));

const has = (granted: readonly string[], wanted: string): boolean => granted.includes('*') || granted.includes(wanted);

function questionOf({ verb, group, resource }: Right, namespace: string): AccessQuestion {
  const [plural = '', subresource] = resource.split('/');
  return {
    verb,
    group,
    resource: plural,
    ...(subresource === undefined ? {} : { subresource }),
    ...(plural === 'namespaces' ? {} : { namespace }),
  };
}
