import type { AccessAnswer, AccessQuestion, AccessRule, AccessRules } from './ports.ts';
import { readObject } from './read-answer.ts';
import type { Requests } from './requests.ts';
import { boolean, fields, list, text, texts } from './shapes.ts';

interface ReviewStatus {
  readonly allowed?: boolean;
  readonly reason?: string;
  readonly incomplete?: boolean;
  readonly resourceRules?: readonly Partial<AccessRule>[];
}

const review = fields<{ readonly status: ReviewStatus }>(
  {
    status: fields<ReviewStatus>({
      allowed: boolean,
      reason: text,
      incomplete: boolean,
      resourceRules: list(
        fields<Partial<AccessRule>>({ verbs: texts, apiGroups: texts, resources: texts, resourceNames: texts }),
      ),
    }),
  },
  'status',
);

const GROUP = 'authorization.k8s.io';

/** What authorizers say is taken as it is: what they leave out is not allowed. */
export async function askAccess(
  requests: Requests,
  question: AccessQuestion,
  signal: AbortSignal | undefined,
): Promise<AccessAnswer> {
  const { allowed = false, reason = '' } = await ask(
    requests,
    'SelfSubjectAccessReview',
    { resourceAttributes: question },
    signal,
  );
  return { allowed, reason };
}

export async function askRules(
  requests: Requests,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<AccessRules> {
  const { resourceRules = [], incomplete = false } = await ask(
    requests,
    'SelfSubjectRulesReview',
    { namespace },
    signal,
  );
  const rules = resourceRules.map(({ verbs = [], apiGroups = [], resources = [], resourceNames = [] }) => ({
    verbs,
    apiGroups,
    resources,
    resourceNames,
  }));
  return { rules, incomplete };
}

/** A review is a POST that stores nothing: it may be sent again like a read. */
async function ask(
  requests: Requests,
  kind: 'SelfSubjectAccessReview' | 'SelfSubjectRulesReview',
  spec: object,
  signal: AbortSignal | undefined,
): Promise<ReviewStatus> {
  const plural = `${kind.toLowerCase()}s`;
  const path = `/apis/${GROUP}/v1/${plural}`;
  const answer = await requests.send({
    method: 'POST',
    path,
    body: { apiVersion: `${GROUP}/v1`, kind, spec },
    isRead: true,
    doing: { verb: 'create', resource: { group: GROUP, plural, namespaced: false } },
    signal,
  });
  return readObject(answer, review, `POST ${path}`).status;
}
