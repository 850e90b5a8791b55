import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goPart, moduleSource } from './go-part.ts';
import { binaryImage, image, linkedLibraries, type Image } from './image.ts';
import { have, type Part } from './part.ts';
import { run } from './run.ts';

const KUBERNETES_VERSION = '1.36.3';
const OPERATOR_VERSION = '1.65.0';
const AGENT_VERSION = '1.62.0';
/** The newest Jaeger v1 that the module proxy serves, and its last release. */
const JAEGER_VERSION = '1.76.0';

const kubernetesCommand = (name: string): [string, string] => [name, `k8s.io/kubernetes/cmd/${name}`];
const [major = '', minor = ''] = KUBERNETES_VERSION.split('.');
const versionVariables = (pkg: string): Record<string, string> => ({
  [`${pkg}.gitVersion`]: `v${KUBERNETES_VERSION}`,
  [`${pkg}.gitMajor`]: major,
  [`${pkg}.gitMinor`]: minor,
});

export const kubernetes = goPart('kubernetes', {
  module: 'kube',
  binaries: Object.fromEntries(
    ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy', 'kubectl'].map(
      kubernetesCommand,
    ),
  ),
  variables: {
    ...versionVariables('k8s.io/component-base/version'),
    ...versionVariables('k8s.io/client-go/pkg/version'),
  },
});

const etcd = goPart('etcd', { module: 'etcd', binaries: { etcd: 'go.etcd.io/etcd/server/v3' } });

const containerdCommand = 'github.com/containerd/containerd/v2/cmd';
const containerd = goPart('containerd', {
  module: 'containerd',
  binaries: {
    containerd: `${containerdCommand}/containerd`,
    ctr: `${containerdCommand}/ctr`,
    'containerd-shim-runc-v2': `${containerdCommand}/containerd-shim-runc-v2`,
  },
  variables: { 'github.com/containerd/containerd/v2/version.Version': '2.2.5' },
});

const coredns = goPart('coredns', { module: 'coredns', binaries: { coredns: '.' } });
export const pauseImage = binaryImage(
  'ground.local/pause:1',
  goPart('pause', { module: 'pause', binaries: { pause: '.' } }),
  'pause',
);

/** What every cluster runs. */
export const nodeParts: readonly Part[] = [kubernetes, etcd, containerd, coredns];

const operatorModule = 'github.com/jaegertracing/jaeger-operator';
const operatorVersion = `${operatorModule}/pkg/version`;
export const jaegerOperator = goPart('jaeger-operator', {
  module: 'operator',
  binaries: { 'jaeger-operator': operatorModule },
  variables: {
    [`${operatorVersion}.version`]: OPERATOR_VERSION,
    [`${operatorVersion}.defaultJaeger`]: OPERATOR_VERSION,
    [`${operatorVersion}.defaultAgent`]: AGENT_VERSION,
  },
});
/** With what its script for Elasticsearch's certificates calls. */
export const operatorImage = image({
  reference: `quay.io/jaegertracing/jaeger-operator:${OPERATOR_VERSION}`,
  entrypoint: ['/jaeger-operator'],
  needs: [jaegerOperator],
  async files([dir = '']) {
    const tools = ['bash', 'openssl', 'cat', 'grep', 'mkdir', 'touch'].map((name) => `/usr/bin/${name}`);
    const scripts = join(await moduleSource('operator', operatorModule), 'scripts');
    return {
      ...(await linkedLibraries(tools)),
      ...Object.fromEntries(tools.map((path) => [path, path])),
      '/usr/lib/ssl/openssl.cnf': '/etc/ssl/openssl.cnf',
      '/scripts/cert_generation.sh': join(scripts, 'cert_generation.sh'),
      '/jaeger-operator': join(dir, 'jaeger-operator'),
    };
  },
});

/** A project's release manifest, `manifest.yaml`: made as its release does, by kustomize from a folder of its module. */
export function releaseManifest(
  name: string,
  { module, path, version, folder }: Record<'module' | 'path' | 'version' | 'folder', string>,
): Part {
  return {
    name: `${name}-manifest`,
    sources: [],
    recipe: { version, kustomize: folder, file: 'manifest.yaml' },
    needs: [kubernetes],
    async make(dir) {
      const kubectl = join(await have(kubernetes), 'kubectl');
      const source = await moduleSource(module, path);
      await writeFile(join(dir, 'manifest.yaml'), await run([kubectl, 'kustomize', join(source, folder)]));
    },
  };
}

export const operatorManifest = releaseManifest('jaeger-operator', {
  module: 'operator',
  path: operatorModule,
  version: OPERATOR_VERSION,
  folder: 'config/default',
});

const OTEL_OPERATOR_VERSION = '0.140.0';
const otelOperatorModule = 'github.com/open-telemetry/opentelemetry-operator';
const otelOperatorVersion = `${otelOperatorModule}/internal/version`;
export const otelOperatorImage = binaryImage(
  `ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${OTEL_OPERATOR_VERSION}`,
  goPart('otel-operator', {
    module: 'otel-operator',
    binaries: { manager: otelOperatorModule },
    variables: {
      [`${otelOperatorVersion}.version`]: OTEL_OPERATOR_VERSION,
      [`${otelOperatorVersion}.otelCol`]: OTEL_OPERATOR_VERSION,
      [`${otelOperatorVersion}.targetAllocator`]: OTEL_OPERATOR_VERSION,
      [`${otelOperatorVersion}.operatorOpAMPBridge`]: OTEL_OPERATOR_VERSION,
    },
  }),
  'manager',
);
export const otelOperatorManifest = releaseManifest('otel-operator', {
  module: 'otel-operator',
  path: otelOperatorModule,
  version: OTEL_OPERATOR_VERSION,
  folder: 'config/default',
});

const jaegerModule = 'github.com/jaegertracing/jaeger';
const jaegerVersion = { [`${jaegerModule}/internal/version.latestVersion`]: `v${JAEGER_VERSION}` };
export const jaeger = goPart('jaeger', {
  module: 'jaeger',
  binaries: Object.fromEntries(
    ['all-in-one', 'collector', 'query', 'es-index-cleaner', 'es-rollover'].map((name) => [
      name,
      `${jaegerModule}/cmd/${name}`,
    ]),
  ),
  variables: jaegerVersion,
});

/**
 * The operator and the chart ask for images of versions that the module proxy does not serve:
 * the tag is what they want, the content is Jaeger 1.76.0.
 */
const jaegerImage = (name: string, binary: string, tag = OPERATOR_VERSION): Image =>
  binaryImage(`docker.io/jaegertracing/${name}:${tag}`, jaeger, binary);
export const allInOneImage = jaegerImage('all-in-one', 'all-in-one');
export const productionImages = [
  jaegerImage('jaeger-collector', 'collector'),
  jaegerImage('jaeger-query', 'query'),
  jaegerImage('jaeger-es-index-cleaner', 'es-index-cleaner'),
  jaegerImage('jaeger-es-rollover', 'es-rollover'),
];

/** The last Jaeger with an agent, which the operator puts beside applications. */
const jaegerWithAgent = goPart('jaeger-1.62', {
  module: 'jaeger-1.62',
  binaries: { agent: `${jaegerModule}/cmd/agent`, 'all-in-one': `${jaegerModule}/cmd/all-in-one` },
  variables: { [`${jaegerModule}/pkg/version.latestVersion`]: `v${AGENT_VERSION}` },
});
const taggedAgentImage = (tag: string): Image =>
  binaryImage(`docker.io/jaegertracing/jaeger-agent:${tag}`, jaegerWithAgent, 'agent');
export const agentImage = taggedAgentImage(AGENT_VERSION);
/** On OpenShift the operator gives its all-in-one flags of the agent's, which later versions do not know. */
export const allInOneWithAgentImage = binaryImage(
  `docker.io/jaegertracing/all-in-one:${AGENT_VERSION}`,
  jaegerWithAgent,
  'all-in-one',
);

/** What the chart runs of v1, under the tag of its `appVersion`. */
export const chartImages = (appVersion: string): readonly Image[] => [
  jaegerImage('jaeger-collector', 'collector', appVersion),
  jaegerImage('jaeger-query', 'query', appVersion),
  jaegerImage('jaeger-es-index-cleaner', 'es-index-cleaner', appVersion),
  taggedAgentImage(appVersion),
];

export const hotrodImage = binaryImage(
  `docker.io/jaegertracing/example-hotrod:${JAEGER_VERSION}`,
  goPart('hotrod', {
    module: 'jaeger',
    binaries: { hotrod: `${jaegerModule}/examples/hotrod` },
    variables: jaegerVersion,
  }),
  'hotrod',
);

/** The first line of v2 that was released from the same commit as v1's last. */
export const JAEGER_V2_VERSION = '2.13.0';
export const jaegerV2Image = binaryImage(
  `docker.io/jaegertracing/jaeger:${JAEGER_V2_VERSION}`,
  goPart('jaeger-v2', {
    module: 'jaeger',
    binaries: { jaeger: `${jaegerModule}/cmd/jaeger` },
    variables: { [`${jaegerModule}/internal/version.latestVersion`]: `v${JAEGER_V2_VERSION}` },
  }),
  'jaeger',
  // As in the published image; without it the embedded configuration listens on the loopback interface alone.
  ['JAEGER_LISTEN_HOST=0.0.0.0'],
);

export const agentClientImage = binaryImage(
  'ground.local/agent-client:1',
  goPart('agent-client', { module: 'agent-client', binaries: { 'agent-client': '.' } }),
  'agent-client',
);

const openshift = goPart('openshift', {
  module: 'openshift',
  binaries: { controller: './controller', 'tls-proxy': './tls-proxy' },
});
export const openshiftImages = [
  binaryImage('ground.local/openshift:1', openshift, 'controller'),
  binaryImage('ground.local/tls-proxy:1', openshift, 'tls-proxy'),
  // Where the operator asks for oauth-proxy.
  binaryImage('quay.io/openshift/origin-oauth-proxy:4.14', openshift, 'tls-proxy'),
];
