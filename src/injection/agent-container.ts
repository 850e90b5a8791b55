import { AGENT_CONTAINER } from '../jaeger/index.ts';
import { agentArguments, portIn } from './agent-arguments.ts';
import { namedAt, treeAt, type AgentTarget } from './agent-target.ts';
import { certificateMounts } from './certificates.ts';
import { containersOf, type AppContainer, type Injectable, type Tree } from './workload.ts';

/** Where nothing names another (jaeger-operator 1.65): the last that there is. */
const AGENT_IMAGE = 'jaegertracing/jaeger-agent:1.62.0';

/** How the agent is run. */
export interface AgentPlatform {
  readonly openshift: boolean;
  /** The image that the operator is told to use. */
  readonly image?: string | undefined;
}

const fromPod = (name: string, fieldPath: string): Tree & { readonly name: string } => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
});

/** The agent as the operator would put it beside these containers, of which none is an agent (jaeger-operator 1.65, inject/sidecar). */
export function agentContainer(target: AgentTarget, workload: Injectable, platform: AgentPlatform): AppContainer {
  const { agent } = target;
  const args = agentArguments(target, workload, platform.openshift);
  const admin = portIn(args, 14271, 'admin.http.host-port', 'admin-http-port');
  const image = agent['image'];
  const securityContext = agent['sidecarSecurityContext'];
  const mounts = [...namedAt(agent, 'volumeMounts'), ...(platform.openshift ? certificateMounts(target) : [])];
  return {
    name: AGENT_CONTAINER,
    image: typeof image === 'string' && image !== '' ? image : (platform.image ?? AGENT_IMAGE),
    args,
    env: [fromPod('POD_NAME', 'metadata.name'), fromPod('HOST_IP', 'status.hostIP')],
    ports: portsOf(args, admin),
    resources: resourcesOf(target),
    ...(securityContext === undefined || securityContext === null ? {} : { securityContext }),
    ...(mounts.length === 0 ? {} : { volumeMounts: platform.openshift ? uniquelyNamed(mounts) : mounts }),
    ...(usesPort(workload, admin) ? {} : probesOf(admin)),
  };
}

const portsOf = (args: readonly string[], admin: number): readonly Tree[] => [
  {
    name: 'zk-compact-trft',
    containerPort: portIn(args, 5775, 'processor.zipkin-compact.server-host-port'),
    protocol: 'UDP',
  },
  { name: 'config-rest', containerPort: portIn(args, 5778, 'http-server.host-port') },
  {
    name: 'jg-compact-trft',
    containerPort: portIn(args, 6831, 'processor.jaeger-compact.server-host-port'),
    protocol: 'UDP',
  },
  {
    name: 'jg-binary-trft',
    containerPort: portIn(args, 6832, 'processor.jaeger-binary.server-host-port'),
    protocol: 'UDP',
  },
  { name: 'admin-http', containerPort: admin },
];

/** What the agent says, and of the instance what it does not. */
function resourcesOf({ agent, resources }: AgentTarget): Tree {
  const kinds = ['limits', 'requests'].map((kind) => {
    const merged = { ...treeAt(resources, kind), ...treeAt(agent, 'resources', kind) };
    return [kind, merged] as const;
  });
  return Object.fromEntries(kinds.filter(([, amounts]) => Object.keys(amounts).length > 0));
}

const usesPort = (workload: Injectable, port: number): boolean =>
  containersOf(workload).some(({ ports }) =>
    (Array.isArray(ports) ? (ports as unknown[]) : []).some(
      (declared) => treeAt({ declared }, 'declared')['containerPort'] === port,
    ),
  );

function probesOf(port: number): Tree {
  const httpGet = { path: '/', port };
  return {
    livenessProbe: { httpGet, initialDelaySeconds: 5, periodSeconds: 15, failureThreshold: 5 },
    readinessProbe: { httpGet, initialDelaySeconds: 1 },
  };
}

/** Of several of one name the first. */
export const uniquelyNamed = <T extends { readonly name: string }>(items: readonly T[]): readonly T[] =>
  items.filter(({ name }, index) => items.findIndex((other) => other.name === name) === index);
