import { AGENT_CONTAINER, INJECTED } from '../jaeger/index.ts';
import { INJECT, OTEL_INJECT } from './marks.ts';
import { operatorAnswer, placeOf, type Asked, type InstanceName } from './operator-answer.ts';
import { otelAnswer, type Sidecar } from './otel-answer.ts';
import { isWanted } from './presumed.ts';
import { recordOf, type Way } from './record.ts';
import { addressesOf, type Addressable } from './addresses.ts';
import { isHandMade } from './uninject.ts';
import {
  annotationsOf,
  containersOf,
  labelsOf,
  podAnnotationsOf,
  type AppContainer,
  type Injectable,
  type Variable,
} from './workload.ts';

/** Whether a workload is traced, by what, to which instance, and what says so. */
export interface Decision {
  readonly traced: boolean;
  /** Undefined where nothing makes it traced, or would. */
  readonly how: Way | undefined;
  readonly instance: InstanceName | undefined;
  readonly reason: string;
}

/** Everything in a cluster that has a say in it. */
export interface Surroundings extends Omit<Asked, 'workload'> {
  /** Every instance, with the Services that take spans for it. */
  readonly instances: readonly Addressable[];
  /** OpenTelemetryCollectors of mode sidecar. */
  readonly sidecars: readonly Sidecar[];
  /** Undefined: it could not be seen. */
  readonly operators: { readonly jaeger: boolean | undefined; readonly otel: boolean | undefined };
}

/** Which rule decides whether a workload is traced. What is there counts before what is wished for, and a sidecar before variables. */
export function decide(workload: Injectable, around: Surroundings): Decision {
  for (const rule of [agent, otelSidecar, autoInstrumentation, addressed, wished, misplaced]) {
    const decision = rule(workload, around);
    if (decision !== undefined) return decision;
  }
  return untraced('nothing asks for it: no annotation, no sidecar, no address of a collector');
}

type Rule = (workload: Injectable, around: Surroundings) => Decision | undefined;

const untraced = (reason: string, how?: Way): Decision => ({ traced: false, how, instance: undefined, reason });

const agent: Rule = (workload, { instances, jaegers }) => {
  const container = containersOf(workload).find(({ name }) => name === AGENT_CONTAINER);
  if (container === undefined) return undefined;
  const label = labelsOf(workload)[INJECTED];
  const { instance, address } = targetOf(container, workload, instances);
  const how = label === undefined ? 'sidecar' : 'jaeger-operator';
  const evidence =
    label === undefined
      ? isHandMade(workload)
        ? `container ${AGENT_CONTAINER}, put there by hand`
        : `container ${AGENT_CONTAINER}, by this program`
      : `container ${AGENT_CONTAINER}, label ${INJECTED}=${label}`;
  if (instance !== undefined) return { traced: true, how, instance, reason: evidence };
  const isLeft = label !== undefined && !jaegers.some(({ metadata }) => metadata.name === label);
  return untraced(
    isLeft
      ? `${evidence}: that instance is gone`
      : `${evidence}, sends to ${address ?? 'an unknown address'}, where no instance is known`,
    how,
  );
};

interface Target {
  readonly instance: InstanceName | undefined;
  readonly address: string | undefined;
}

function targetOf(container: AppContainer, workload: Injectable, instances: readonly Addressable[]): Target {
  const address = agentAddress(container);
  return {
    address,
    instance: addressesOf(instances, workload.metadata.namespace ?? 'default').instanceAt(address ?? ''),
  };
}

/** `HOST:PORT` that an agent is told to send to. */
export function agentAddress({ args }: AppContainer): string | undefined {
  const texts = (Array.isArray(args) ? (args as unknown[]) : []).filter(
    (one): one is string => typeof one === 'string',
  );
  const flag = texts.find((argument) => argument.startsWith('--reporter.grpc.host-port='));
  return flag?.slice(flag.indexOf('=') + 1).replace(/^dns:\/\/\//, '');
}

const otelSidecar: Rule = (workload, { namespace, sidecars, operators }) => {
  const answer = otelAnswer(workload, namespace, sidecars);
  if (answer === undefined) return undefined;
  if (answer.sidecar === undefined) return untraced(answer.because, 'otel-operator');
  if (operators.otel === false)
    return untraced(`${answer.because}, but there is no OpenTelemetry operator`, 'otel-operator');
  const record = recordOf(workload);
  const [at = '', name = ''] = record?.via === 'otel-operator' ? record.instance.split('/') : [];
  return {
    traced: true,
    how: 'otel-operator',
    instance: name === '' ? undefined : { namespace: at, name },
    reason: answer.because,
  };
};

const AUTO = /^instrumentation\.opentelemetry\.io\/inject-(.+)$/;

const autoInstrumentation: Rule = (workload, { operators }) => {
  const asked = Object.entries(podAnnotationsOf(workload)).filter(([key, value]) => AUTO.test(key) && isWanted(value));
  if (asked.length === 0) return undefined;
  const reason = `auto-instrumentation: ${asked.map(([key]) => key).join(', ')}`;
  return operators.otel === false
    ? untraced(`${reason}, but there is no OpenTelemetry operator`, 'otel-operator')
    : { traced: true, how: 'otel-operator', instance: undefined, reason };
};

/** Variables by which SDKs, Jaeger's own clients of old among them, are told where to send spans. */
export const ADDRESSES: ReadonlySet<string> = new Set([
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'JAEGER_ENDPOINT',
  'JAEGER_AGENT_HOST',
]);

/** Of which ConfigMap it is, where that has been read. */
const ofMap = ({ source }: Variable): string => (source?.startsWith('ConfigMap ') === true ? ` (${source})` : '');

const addressed: Rule = (workload, { instances }) => {
  const known = addressesOf(instances, workload.metadata.namespace ?? 'default');
  const found = containersOf(workload).flatMap(({ name, env }) =>
    (env ?? []).flatMap((variable) =>
      ADDRESSES.has(variable.name) && typeof variable.value === 'string'
        ? [{ container: name, variable: `${variable.name}${ofMap(variable)}`, value: variable.value }]
        : [],
    ),
  );
  for (const { container, variable, value } of found) {
    const instance = known.instanceAt(value);
    if (instance !== undefined)
      return { traced: true, how: 'env', instance, reason: `${variable} of container ${container}` };
  }
  const [first] = found;
  if (first === undefined) return undefined;
  const where = known.isLocal(first.value)
    ? 'is this Pod itself, where no sidecar listens'
    : 'is no instance that is known';
  return untraced(`${first.variable} of container ${first.container} ${where}`, 'env');
};

const wished: Rule = (workload, { namespace, jaegers, operators }) => {
  const { kind = 'Deployment' } = workload;
  const own = annotationsOf(workload)[INJECT];
  if (kind !== 'Deployment')
    return own === undefined ? undefined : untraced(`${INJECT} on a ${kind}: the operator looks at Deployments alone`);
  if (own === undefined && !isWanted(namespace[INJECT])) return undefined;
  if (operators.jaeger === false) return untraced('annotated, but there is no jaeger-operator', 'jaeger-operator');
  const { outcome, instance, because } = operatorAnswer({ workload, namespace, jaegers });
  if (outcome !== 'injects' || instance === undefined) return untraced(because, 'jaeger-operator');
  return untraced(
    `${because}; but it has no agent yet: nothing has changed it since (${placeOf(instance)})`,
    'jaeger-operator',
  );
};

const misplaced: Rule = (workload) => {
  if (podAnnotationsOf(workload)[INJECT] !== undefined)
    return untraced(`${INJECT} on its Pods: the operator looks at the Deployment's own annotations`);
  return annotationsOf(workload)[OTEL_INJECT] === undefined
    ? undefined
    : untraced(
        `${OTEL_INJECT} on the ${workload.kind ?? 'Deployment'}: the OpenTelemetry operator looks at its Pods' annotations`,
      );
};
