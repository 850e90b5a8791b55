import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { Cluster } from '../cluster.ts';
import { have } from '../part.ts';
import { operatorImage, operatorManifest } from '../parts.ts';
import { run } from '../run.ts';
import { deleteManifest, rolledOut, type GroundSet } from './set.ts';

const NAMESPACE = 'observability';
const WEBHOOK_HOST = `jaeger-operator-webhook-service.${NAMESPACE}.svc`;
const CERTIFICATE_SECRET = 'jaeger-operator-service-cert';

interface Manifest {
  apiVersion: string;
  kind: string;
  spec?: { template?: { spec: PodSpec } };
  webhooks?: { clientConfig: { caBundle?: string } }[];
}

interface PodSpec {
  containers: { name: string; imagePullPolicy?: string }[];
  securityContext?: object;
}

/** The v1 operator by its release manifest, with a certificate of our own in cert-manager's place. */
export const operator: GroundSet = {
  name: 'operator',
  needs: [],
  parts: [operatorImage, operatorManifest],
  async add(cluster) {
    await cluster.load(operatorImage);
    const { certificate, key } = await webhookCertificate();
    await cluster.apply(`apiVersion: v1\nkind: Namespace\nmetadata: { name: ${NAMESPACE} }\n`);
    await cluster.apply(secretOf(certificate, key));
    await cluster.apply(adapt(await release(), certificate));
    await rolledOut(cluster, NAMESPACE, 'deployment/jaeger-operator');
    await webhookAnswers(cluster);
  },
  async remove(cluster) {
    // In this order: with the CRD gone first, the webhook would refuse every Deployment in the cluster.
    for (const kind of ['mutatingwebhookconfiguration', 'validatingwebhookconfiguration']) {
      await cluster.kubectl('delete', kind, '-l', 'name=jaeger-operator', '--ignore-not-found');
    }
    await deleteManifest(cluster, await release());
    await cluster.kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--wait');
  },
};

async function release(): Promise<string> {
  const documents = parse(await readFile(join(await have(operatorManifest), 'operator.yaml'), 'utf8'));
  return print(documents.filter(({ apiVersion }) => !apiVersion.startsWith('cert-manager.io/')));
}

/** What cert-manager would fill in; and no kube-rbac-proxy, whose image is gone from every registry. */
function adapt(text: string, certificate: string): string {
  const documents = parse(text);
  for (const { webhooks = [], spec } of documents) {
    for (const { clientConfig } of webhooks) clientConfig.caBundle = Buffer.from(certificate).toString('base64');
    const pod = spec?.template?.spec;
    if (!pod) continue;
    pod.containers = pod.containers.filter(({ name }) => name !== 'kube-rbac-proxy');
    for (const container of pod.containers) container.imagePullPolicy = 'IfNotPresent';
    pod.securityContext = {}; // our image has no user but root
  }
  return print(documents);
}

const parse = (text: string): Manifest[] => parseAllDocuments(text).map((document) => document.toJS() as Manifest);
const print = (documents: readonly Manifest[]): string =>
  documents.map((document) => stringify(document)).join('---\n');

async function webhookCertificate(): Promise<{ certificate: string; key: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'ground-certificate-'));
  try {
    const files = ['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'certificate.pem')];
    const subject = ['-subj', `/CN=${WEBHOOK_HOST}`, '-addext', `subjectAltName=DNS:${WEBHOOK_HOST}`];
    await run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', ...files, ...subject]);
    return {
      certificate: await readFile(join(dir, 'certificate.pem'), 'utf8'),
      key: await readFile(join(dir, 'key.pem'), 'utf8'),
    };
  } finally {
    await rm(dir, { recursive: true });
  }
}

const secretOf = (certificate: string, key: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: CERTIFICATE_SECRET, namespace: NAMESPACE },
    stringData: { 'tls.crt': certificate, 'tls.key': key },
  });

/** The Deployment is ready a moment before kube-proxy knows the webhook's address: a CR applied then is refused. */
async function webhookAnswers(cluster: Cluster): Promise<void> {
  const probe = stringify({
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'probe', namespace: 'default' },
  });
  const argv = [
    'bash',
    '-c',
    'for i in $(seq 60); do kubectl apply --dry-run=server -f - <<<"$0" && exit; sleep 0.5; done; exit 1',
  ];
  await cluster.run([...argv, probe]);
}
