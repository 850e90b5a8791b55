import { isTree } from '../jaeger/index.ts';
import type { AgentTarget } from './agent-target.ts';
import { containersOf, type Injectable, type Tree } from './workload.ts';

const SERVICE_CA = '/etc/pki/ca-trust/source/service-ca/service-ca.crt';

/** What the agent is started with (jaeger-operator 1.65, inject/sidecar). `beside` are the containers that are not the agent. */
export function agentArguments(
  { agent, address }: AgentTarget,
  workload: Injectable,
  openshift: boolean,
): readonly string[] {
  const given = optionArguments(agent['options']);
  const has = (flag: string): boolean => given.some((argument) => argument.startsWith(`--${flag}=`));
  const tls =
    openshift && !has('reporter.grpc.tls.enabled')
      ? ['--reporter.grpc.tls.enabled=true', `--reporter.grpc.tls.ca=${SERVICE_CA}`]
      : [];
  return [
    ...given,
    ...(has('reporter.grpc.host-port') ? [] : [`--reporter.grpc.host-port=${address}`]),
    ...tls,
    ...(has('agent.tags') ? [] : [`--agent.tags=${agentTags(workload)}`]),
  ].toSorted();
}

function agentTags(workload: Injectable): string {
  const { name, namespace = 'default' } = workload.metadata;
  const [only, ...others] = containersOf(workload);
  const tags = [
    'cluster=undefined',
    ...(only !== undefined && others.length === 0 ? [`container.name=${only.name}`] : []),
    `deployment.name=${name}`,
    'host.ip=${HOST_IP:}',
    'pod.name=${POD_NAME:}',
    `pod.namespace=${namespace}`,
  ];
  return tags.toSorted().join(',');
}

/** Options as flags: nested names joined with dots, and of a list one for each element (jaeger-operator 1.65, Options). */
function optionArguments(options: unknown): readonly string[] {
  return flat(isTree(options) ? options : {}, '').map(([name, value]) => `--${name}=${value}`);
}

function flat(options: Tree, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(options).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    if (isTree(value)) return flat(value, `${prefix}${key}.`);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => (isScalar(one) ? [[prefix + key, String(one)] as const] : []));
  });
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** The port that a flag sets, else the usual one. */
export function portIn(args: readonly string[], usual: number, ...flags: readonly string[]): number {
  const set = flags.flatMap((flag) => args.find((argument) => argument.startsWith(`--${flag}=`)) ?? [])[0];
  const [, port] = /:(\d+)$/.exec(set ?? '') ?? [];
  return port === undefined ? usual : Number(port);
}
