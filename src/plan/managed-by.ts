import type { KubernetesObject } from '../kubernetes/types.ts';

interface Mark {
  readonly in: 'labels' | 'annotations';
  readonly key: string;
  readonly who: (value: string) => string;
}

/** As these tools mark what they apply (Argo CD 3, Flux 2, Helm 3, OLM 0.30). */
const MARKS: readonly Mark[] = [
  { in: 'annotations', key: 'argocd.argoproj.io/tracking-id', who: (id) => `Argo CD (${id.split(':')[0]})` },
  { in: 'labels', key: 'argocd.argoproj.io/instance', who: (name) => `Argo CD (${name})` },
  { in: 'labels', key: 'kustomize.toolkit.fluxcd.io/name', who: (name) => `the Flux Kustomization ${name}` },
  { in: 'labels', key: 'helm.toolkit.fluxcd.io/name', who: (name) => `the Flux HelmRelease ${name}` },
  { in: 'annotations', key: 'meta.helm.sh/release-name', who: (release) => `the Helm release ${release}` },
  { in: 'labels', key: 'olm.owner', who: (owner) => `the Operator Lifecycle Manager (${owner})` },
];

/** Who applies an object from elsewhere, and sets back what is changed in the cluster. */
export function managedBy({ metadata }: KubernetesObject): string | undefined {
  for (const { in: where, key, who } of MARKS) {
    const value = metadata[where]?.[key];
    if (value !== undefined) return who(value);
  }
  return undefined;
}
