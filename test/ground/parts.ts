import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goPart, moduleSource } from './go-part.ts';
import { binaryImage } from './image.ts';
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

const kubernetes = goPart('kubernetes', {
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
export const operatorImage = binaryImage(
  `quay.io/jaegertracing/jaeger-operator:${OPERATOR_VERSION}`,
  goPart('jaeger-operator', {
    module: 'operator',
    binaries: { 'jaeger-operator': operatorModule },
    variables: {
      [`${operatorVersion}.version`]: OPERATOR_VERSION,
      [`${operatorVersion}.defaultJaeger`]: OPERATOR_VERSION,
      [`${operatorVersion}.defaultAgent`]: AGENT_VERSION,
    },
  }),
  'jaeger-operator',
);

/** The operator's release manifest, `operator.yaml`: made as its release does, by kustomize from its module. */
export const operatorManifest: Part = {
  name: 'jaeger-operator-manifest',
  sources: [],
  recipe: { operator: OPERATOR_VERSION, kustomize: 'config/default' },
  needs: [kubernetes],
  async make(dir) {
    const kubectl = join(await have(kubernetes), 'kubectl');
    const source = await moduleSource('operator', operatorModule);
    await writeFile(join(dir, 'operator.yaml'), await run([kubectl, 'kustomize', join(source, 'config/default')]));
  },
};

const jaegerModule = 'github.com/jaegertracing/jaeger';
const jaegerVersion = { [`${jaegerModule}/internal/version.latestVersion`]: `v${JAEGER_VERSION}` };
const jaeger = goPart('jaeger', {
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
 * The operator asks for images of its own version, which the module proxy does not serve:
 * the tag is what the operator wants, the content is Jaeger 1.76.0.
 */
const jaegerImage = (name: string, binary: string): ReturnType<typeof binaryImage> =>
  binaryImage(`docker.io/jaegertracing/${name}:${OPERATOR_VERSION}`, jaeger, binary);
export const allInOneImage = jaegerImage('all-in-one', 'all-in-one');
export const productionImages = [
  jaegerImage('jaeger-collector', 'collector'),
  jaegerImage('jaeger-query', 'query'),
  jaegerImage('jaeger-es-index-cleaner', 'es-index-cleaner'),
  jaegerImage('jaeger-es-rollover', 'es-rollover'),
];

export const agentImage = binaryImage(
  `docker.io/jaegertracing/jaeger-agent:${AGENT_VERSION}`,
  goPart('jaeger-agent', {
    module: 'agent',
    binaries: { agent: `${jaegerModule}/cmd/agent` },
    variables: { [`${jaegerModule}/pkg/version.latestVersion`]: `v${AGENT_VERSION}` },
  }),
  'agent',
);

export const hotrodImage = binaryImage(
  `docker.io/jaegertracing/example-hotrod:${JAEGER_VERSION}`,
  goPart('hotrod', {
    module: 'jaeger',
    binaries: { hotrod: `${jaegerModule}/examples/hotrod` },
    variables: jaegerVersion,
  }),
  'hotrod',
);
