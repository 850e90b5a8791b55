import type { KubernetesObject } from '../kubernetes/types.ts';

/** Something that keeps a resource as it wants it, and makes it again. */
export interface ManagedBy {
  /** `Argo CD (shop)`. */
  readonly manager: string;
  /** What to do there instead. */
  readonly instead: string;
}

interface Mark {
  readonly in: 'labels' | 'annotations';
  readonly key: string;
  readonly manager: (value: string, object: KubernetesObject) => ManagedBy;
}

const git = (manager: string): ManagedBy => ({ manager, instead: 'take it out of what that applies' });

/** As these tools mark what they apply (Argo CD 3, Flux 2, Helm 3, OLM 0.30). */
const MARKS: readonly Mark[] = [
  { in: 'annotations', key: 'argocd.argoproj.io/tracking-id', manager: (id) => git(`Argo CD (${id.split(':')[0]})`) },
  { in: 'labels', key: 'argocd.argoproj.io/instance', manager: (name) => git(`Argo CD (${name})`) },
  { in: 'labels', key: 'kustomize.toolkit.fluxcd.io/name', manager: (name) => git(`the Flux Kustomization ${name}`) },
  { in: 'labels', key: 'helm.toolkit.fluxcd.io/name', manager: (name) => git(`the Flux HelmRelease ${name}`) },
  {
    in: 'annotations',
    key: 'meta.helm.sh/release-name',
    manager: (release, { metadata: { annotations, namespace = '' } }) => ({
      manager: `the Helm release ${release}`,
      instead: `leave it out of the release, whose values are: helm get values ${release} -n ${annotations?.['meta.helm.sh/release-namespace'] ?? namespace}`,
    }),
  },
  { in: 'labels', key: 'olm.owner', manager: (owner) => git(`the Operator Lifecycle Manager (${owner})`) },
];

/** Who applies an object from elsewhere, and sets back what is changed in the cluster. */
export function appliedBy(object: KubernetesObject): ManagedBy | undefined {
  for (const { in: where, key, manager } of MARKS) {
    const value = object.metadata[where]?.[key];
    if (value !== undefined) return manager(value, object);
  }
  return undefined;
}

/** Who would make a resource again, or miss it: what owns it, or who applies it. */
export function managerOf(object: KubernetesObject): ManagedBy | undefined {
  const [owner] = object.metadata.ownerReferences ?? [];
  if (owner) return { manager: `${owner.kind} ${owner.name}, which owns it`, instead: 'remove it there' };
  return appliedBy(object);
}
