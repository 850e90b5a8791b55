import assert from 'node:assert/strict';
import { isInjectable, type AppContainer, type Injectable } from '../../src/injection/index.ts';

export const INJECT = 'sidecar.jaegertracing.io/inject';
export const INJECTED = 'sidecar.jaegertracing.io/injected';

/** Namespaces are named for what is written on them. */
export const VALUES: Readonly<Record<string, string | undefined>> = {
  absent: undefined,
  empty: '',
  false: 'False',
  true: 'TRUE',
  named: 'first',
  unknown: 'nobody',
};

/** Which instances there are: namespace → names. */
export const WORLDS: readonly Readonly<Record<string, readonly string[]>>[] = [
  {},
  { elsewhere: ['first'] },
  { HERE: ['first'] },
  { HERE: ['first'], elsewhere: ['second'] },
  { HERE: ['first', 'second'] },
  { elsewhere: ['first'], 'another-one': ['first'] },
  { elsewhere: ['second'] },
];

const agent = { name: 'jaeger-agent', image: 'agent:old' };
export const STATES = {
  plain: {},
  injected: { label: 'first', agent },
  'injected for another': { label: 'second', agent },
  'made by hand': { agent },
  'a label alone': { label: 'second' },
  skipped: { app: 'jaeger' },
  'an agent that is skipped': { app: 'jaeger', label: 'first', agent },
  query: { app: 'jaeger', component: 'query' },
  'the operator itself': { own: 'jaeger-operator' },
} as const;

export function situation(state: keyof typeof STATES, value: string | undefined, index: number): Injectable {
  const {
    label,
    agent: beside,
    app,
    component,
    own,
  }: Partial<Record<'label' | 'app' | 'component' | 'own', string>> & {
    agent?: object;
  } = STATES[state];
  const labels = { app: app ?? 'web', [INJECTED]: label, 'app.kubernetes.io/component': component, name: own };
  const workload: unknown = JSON.parse(
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `web-${index}`, labels, annotations: { [INJECT]: value, a: 'b' } },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'web:1' }, ...(beside ? [beside] : [])] },
        },
      },
    }),
  );
  assert.ok(isInjectable(workload));
  return workload;
}

export const agentIn = (object: Injectable): (AppContainer & { readonly args?: readonly string[] }) | undefined =>
  object.spec.template.spec.containers.find(({ name }) => name === 'jaeger-agent');

export function outcomeOf(
  before: Injectable,
  after: Injectable,
): readonly [outcome: string, instance: string | undefined] {
  const [had, has] = [agentIn(before), agentIn(after)];
  const address = has?.args?.find((argument) => argument.startsWith('--reporter.grpc.host-port='));
  const [, name, namespace] = /dns:\/\/\/(.+?)-collector-headless\.(.+?)\.svc/.exec(address ?? '') ?? [];
  if (had === undefined) return has ? ['injects', `${namespace}/${name}`] : ['nothing', undefined];
  if (has === undefined) return ['removes', undefined];
  return has['image'] === had['image'] ? ['keeps', undefined] : ['updates', `${namespace}/${name}`];
}
