import type { Reader } from '../kubernetes/ports.ts';
import type { MutatingWebhookConfiguration } from '../kubernetes/types.ts';
import { readyEndpoints } from './endpoints.ts';
import { readable } from './readable.ts';

/** Whether somebody answers when a Pod or Deployment is made: registered, with ready endpoints; undefined: it could not be seen. */
export interface Operators {
  readonly jaeger: boolean | undefined;
  readonly otel: boolean | undefined;
}

/** As the operators' manifests name their webhooks; under OLM names of configurations differ, those of webhooks begin the same. */
const WEBHOOKS = {
  jaeger: /^deployment\.sidecar-injector\.jaegertracing\.io/,
  otel: /^mpod\.kb\.io|opentelemetry-pod-mutation/,
} as const;

export async function readOperators(cluster: Reader): Promise<Operators> {
  const configurations = await readable(cluster.list('mutatingwebhookconfigurations', {}), undefined);
  if (configurations === undefined) return { jaeger: undefined, otel: undefined };
  const [jaeger, otel] = await Promise.all([
    answers(cluster, configurations, WEBHOOKS.jaeger),
    answers(cluster, configurations, WEBHOOKS.otel),
  ]);
  return { jaeger, otel };
}

async function answers(
  cluster: Reader,
  configurations: readonly MutatingWebhookConfiguration[],
  named: RegExp,
): Promise<boolean | undefined> {
  const found = configurations.flatMap(({ webhooks = [] }) => webhooks).find(({ name = '' }) => named.test(name));
  if (found === undefined) return false;
  const { namespace, name } = found.clientConfig?.service ?? {};
  if (namespace === undefined || name === undefined) return undefined;
  const ready = await readyEndpoints(cluster, { namespace, name });
  return ready === undefined ? undefined : ready > 0;
}
