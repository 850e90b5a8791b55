import assert from 'node:assert/strict';
import type { KubernetesObject, Pod, Service, Workload } from '../../src/kubernetes/types.ts';
import { known, type Fact } from '../../src/install/preflight/fact.ts';
import type { OperatorFacts, PreflightFacts } from '../../src/install/preflight/facts.ts';
import { checksOf } from '../../src/install/preflight/preflight.ts';
import type { Check, CheckId } from '../../src/install/preflight/report.ts';
import { specAfter } from '../../src/install/preflight/wanted.ts';
import type { InstallOptions } from '../../src/install/index.ts';
import { JaegerError } from '../../src/errors/index.ts';
import { optionsOf } from './install-options.ts';

const NOW = new Date('2026-11-23T15:00:00Z');
const LABELS = { name: 'jaeger-operator' };
const OPERATORS = 'observability';
const POD = 'jaeger-operator-58fb6fcf48-z47x2';

/** As the release manifest makes it. */
export const DEPLOYMENT: Workload = {
  metadata: { name: 'jaeger-operator', namespace: OPERATORS, labels: LABELS },
  spec: {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: {
      spec: {
        containers: [
          {
            name: 'jaeger-operator',
            image: 'quay.io/jaegertracing/jaeger-operator:1.65.0',
            env: [
              {
                name: 'WATCH_NAMESPACE',
                valueFrom: { fieldRef: { fieldPath: "metadata.annotations['olm.targetNamespaces']" } },
              },
            ],
          },
        ],
      },
    },
  },
  status: { readyReplicas: 1 },
};

const OPERATOR_POD: Pod = {
  metadata: { name: POD, namespace: OPERATORS, labels: LABELS },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

const SERVICE: Service = {
  metadata: { name: 'jaeger-operator-webhook-service', namespace: OPERATORS },
  spec: { selector: LABELS },
};

export const OPERATOR: OperatorFacts = {
  deployment: DEPLOYMENT,
  pods: known([OPERATOR_POD]),
  lease: known({
    metadata: { name: '31e04290.jaegertracing.io', namespace: OPERATORS },
    spec: { holderIdentity: `${POD}_1`, leaseDurationSeconds: 137, renewTime: '2026-11-23T14:59:40.000000Z' },
  }),
};

export const WEBHOOK = {
  webhook: {
    name: 'mjaeger.kb.io',
    clientConfig: { caBundle: 'LS0t', service: { namespace: OPERATORS, name: SERVICE.metadata.name } },
  },
  configuration: 'jaeger-operator-mutating-webhook-configuration',
  service: known<Service | undefined>(SERVICE),
} as const;

/** A cluster in which everything is as it should be, for a new all-in-one called `jaeger`, but for what is said. */
export function factsOf(more: Partial<PreflightFacts> = {}, options: Partial<InstallOptions> = {}): PreflightFacts {
  const wanted = { ...optionsOf(options), namespace: options.namespace ?? 'tracing' };
  return {
    request: { options: wanted, createNamespace: false, rights: [], now: NOW },
    spec: specAfter(wanted, more.live?.value),
    server: known('v1.36.3'),
    groups: known(new Map([['jaegertracing.io', ['v1']]])),
    namespace: known<KubernetesObject | undefined>({ metadata: { name: 'tracing' } }),
    live: known(undefined),
    operators: known([OPERATOR]),
    webhooks: known([WEBHOOK]),
    missing: known([]),
    quotas: known([]),
    limits: known([]),
    claims: known([]),
    present: known([]),
    storageClasses: undefined,
    clusters: undefined,
    ...more,
  };
}

/** What one check says. */
export const checkIn = (facts: PreflightFacts, id: CheckId): Check | undefined =>
  checksOf(facts).find((check) => check.id === id);

/** Something that this user may not ask for. */
export const refused = (doing: string): Fact<never> => ({
  unread: {
    doing,
    error: new JaegerError('FORBIDDEN', `${doing} is forbidden`, {
      hints: [`check with: kubectl auth can-i ${doing}`],
    }),
  },
});

/** The verdict of one check, what is in its evidence, and in what to do; a pass leaves nothing to do. */
export function assertCheck(
  id: CheckId,
  facts: Parameters<typeof factsOf>,
  ...[verdict, evidence, next = /(?:)/]: readonly [verdict: Check['verdict'], evidence: RegExp, next?: RegExp]
): void {
  const check = checkIn(factsOf(...facts), id);
  assert.ok(check, id);
  assert.equal(check.verdict, verdict, check.evidence);
  assert.match(check.evidence, evidence);
  assert.match(check.next.join('\n'), next);
  assert.equal(check.next.length > 0, verdict !== 'pass');
}
