import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { Cluster } from '../cluster.ts';
import type { Image } from '../image.ts';
import { have, type Part } from '../part.ts';
import { run } from '../run.ts';
import { deleteManifest, rolledOut, type GroundSet } from './set.ts';

/** An operator as its project releases it: one manifest that counts on cert-manager for its webhooks' certificate. */
interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly deployment: string;
  readonly image: Image;
  /** Holds `manifest.yaml`. */
  readonly manifest: Part;
  /** The Service that the API server calls, and the Secret from which the operator reads its certificate. */
  readonly webhookService: string;
  readonly certificateSecret: string;
  /** A custom resource that the webhook admits: proves that it answers. */
  readonly probe: object;
  /** Flags beside those of the manifest. */
  readonly flags?: readonly string[];
}

interface Manifest {
  apiVersion: string;
  kind: string;
  spec?: {
    template?: { spec: PodSpec };
    conversion?: { webhook?: { clientConfig: ClientConfig } };
  };
  webhooks?: { clientConfig: ClientConfig }[];
}

interface ClientConfig {
  caBundle?: string;
}

interface PodSpec {
  containers: { name: string; image: string; imagePullPolicy?: string; args?: string[] }[];
  securityContext?: object;
}

/** An operator with a certificate of our own in cert-manager's place. */
export function webhookOperator(release: Release): GroundSet {
  const { name, namespace, image, manifest } = release;
  return {
    name,
    needs: [],
    parts: [image, manifest],
    async add(cluster) {
      await cluster.load(image);
      const certificate = await makeCertificate(`${release.webhookService}.${namespace}.svc`);
      await cluster.apply(stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }));
      await cluster.apply(secretOf(release, certificate));
      await cluster.apply(print(adapt(await documentsOf(release), release, certificate.certificate)));
      await rolledOut(cluster, namespace, `deployment/${release.deployment}`);
      await webhookAnswers(cluster, release.probe);
    },
    async remove(cluster) {
      const documents = await documentsOf(release);
      const isWebhook = ({ kind }: Manifest): boolean => kind.endsWith('WebhookConfiguration');
      // In this order: with the CRD gone first, a webhook can refuse every change of what it watches.
      await deleteManifest(cluster, print(documents.filter(isWebhook)));
      await deleteManifest(cluster, print(documents.filter((document) => !isWebhook(document))));
      await cluster.kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait');
    },
  };
}

async function documentsOf({ manifest }: Release): Promise<Manifest[]> {
  const text = await readFile(join(await have(manifest), 'manifest.yaml'), 'utf8');
  const documents = parseAllDocuments(text).map((document) => document.toJS() as Manifest);
  return documents.filter(({ apiVersion }) => !apiVersion.startsWith('cert-manager.io/'));
}

const print = (documents: readonly Manifest[]): string =>
  documents.map((document) => stringify(document)).join('---\n');

/** What cert-manager would fill in; and no kube-rbac-proxy, whose image is gone from every registry. */
function adapt(documents: Manifest[], { image, flags = [] }: Release, certificate: string): Manifest[] {
  const caBundle = Buffer.from(certificate).toString('base64');
  for (const { webhooks = [], spec } of documents) {
    const conversion = spec?.conversion?.webhook;
    for (const { clientConfig } of conversion ? [...webhooks, conversion] : webhooks) clientConfig.caBundle = caBundle;
    const pod = spec?.template?.spec;
    if (!pod) continue;
    pod.containers = pod.containers.filter(({ name }) => name !== 'kube-rbac-proxy');
    for (const container of pod.containers) {
      const args = [...(container.args ?? []), ...flags];
      Object.assign(container, { image: image.reference, imagePullPolicy: 'IfNotPresent', args });
    }
    pod.securityContext = {}; // our image has no user but root
  }
  return documents;
}

interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

async function makeCertificate(host: string): Promise<Certificate> {
  const dir = await mkdtemp(join(tmpdir(), 'ground-certificate-'));
  try {
    const files = ['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'certificate.pem')];
    // The common name has room for 64 characters, which a host may need more of.
    const subject = ['-subj', '/CN=webhook', '-addext', `subjectAltName=DNS:${host}`];
    await run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', ...files, ...subject]);
    return {
      certificate: await readFile(join(dir, 'certificate.pem'), 'utf8'),
      key: await readFile(join(dir, 'key.pem'), 'utf8'),
    };
  } finally {
    await rm(dir, { recursive: true });
  }
}

const secretOf = ({ certificateSecret, namespace }: Release, { certificate, key }: Certificate): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: certificateSecret, namespace },
    stringData: { 'tls.crt': certificate, 'tls.key': key },
  });

/** The Deployment is ready a moment before kube-proxy knows the webhook's address: a CR applied then is refused. */
async function webhookAnswers(cluster: Cluster, probe: object): Promise<void> {
  const attempts =
    'for i in $(seq 60); do kubectl apply --dry-run=server -f - <<<"$0" && exit; sleep 0.5; done; exit 1';
  await cluster.run(['bash', '-c', attempts, stringify(probe)]);
}
