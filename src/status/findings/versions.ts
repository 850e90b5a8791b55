import { finding, type Facts, type Finding, type JaegerInstance } from '../../jaeger/index.ts';
import { enumerated, type Rule } from './subject.ts';

/** Good to know, and nothing that must be done tonight. */
export const versionFindings: Rule = ({ instance, facts }) => [
  ...(instance.endOfLife ? [ended(instance)] : []),
  ...unfixed(instance),
  ...ambiguous(instance, facts),
];

const ended = ({ name, version, flavour, workloads }: JaegerInstance): Finding =>
  finding('JG070', {
    object:
      flavour === 'jaeger-operator'
        ? `jaegers/${name}`
        : `${workloads[0]?.object.resource ?? ''}/${workloads[0]?.object.metadata.name ?? name}`,
    evidence: `${flavour === 'jaeger-operator' ? 'the v1 operator' : 'Jaeger v1'}, version ${version ?? 'unknown'}`,
    why: 'Jaeger v1 and its operator have had no updates since 2025-12-31, not even for security',
    next: 'plan the move to Jaeger v2, by the OpenTelemetry operator, the chart of 4.0 and later, or plain manifests',
  });

function unfixed({ workloads }: JaegerInstance): readonly Finding[] {
  const latest = workloads.filter(({ version }) => version === 'latest');
  const [first] = latest;
  if (first === undefined) return [];
  return [
    finding('JG071', {
      object: `${first.object.resource}/${first.object.metadata.name}`,
      evidence: enumerated([...new Set(latest.map(({ image }) => image))]),
      why: 'which version runs depends on when the node last pulled: two Pods can differ, and a restart can be an upgrade',
      next: 'name a version as the tag of the image',
    }),
  ];
}

/** `sidecar.jaegertracing.io/inject: "true"` takes the only instance there is (jaeger-operator 1.65, pkg/inject). */
function ambiguous({ jaeger, namespace, name }: JaegerInstance, { jaegers }: Facts): readonly Finding[] {
  if (jaeger === undefined) return [];
  const others = jaegers.filter(({ metadata }) => metadata.namespace === namespace && metadata.name !== name);
  if (others.length === 0) return [];
  return [
    finding('JG072', {
      object: `jaegers/${name}`,
      evidence: `in this namespace there ${others.length === 1 ? 'is' : 'are'} also ${enumerated(others.map(({ metadata }) => metadata.name))}`,
      why: 'a Deployment here that asks for injection with "true" gets no agent: the operator cannot choose',
      next: `name the instance: sidecar.jaegertracing.io/inject: "${name}"`,
    }),
  ];
}
