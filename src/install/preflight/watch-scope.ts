import type { Metadata, PodTemplate, Workload } from '../../kubernetes/types.ts';

/** Where an operator looks for resources. */
interface WatchScope {
  /** None: all. */
  readonly namespaces: readonly string[];
  /** The Operator Lifecycle Manager says it, and would set it back. */
  readonly isByOlm: boolean;
}

const VARIABLE = 'WATCH_NAMESPACE';
const OLM = 'olm.targetNamespaces';

/** As the operator reads it: unset and empty mean all, commas several (jaeger-operator 1.65). Undefined: it stands somewhere else. */
export function scopeOf({ metadata, spec }: Workload): WatchScope | undefined {
  const { template = {} } = spec ?? {};
  const env = (template.spec?.containers ?? []).flatMap((container) => container.env ?? []);
  const variable = env.find(({ name }) => name === VARIABLE);
  return variable?.valueFrom === undefined
    ? listed(variable?.value)
    : fromField(variable.valueFrom.fieldRef?.fieldPath ?? '', metadata, template);
}

function fromField(path: string, { namespace }: Metadata, { metadata = {} }: PodTemplate): WatchScope | undefined {
  if (path === 'metadata.namespace') return listed(namespace);
  const [, annotation] = /^metadata\.annotations\['(.+)'\]$/.exec(path) ?? [];
  if (annotation === undefined) return undefined;
  const text = metadata.annotations?.[annotation];
  return { ...listed(text), isByOlm: annotation === OLM && text !== undefined };
}

const listed = (text = ''): WatchScope => ({
  namespaces: text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
  isByOlm: false,
});

/** Undefined: nobody knows. */
export const includes = (scope: WatchScope | undefined, namespace: string): boolean | undefined =>
  scope && (scope.namespaces.length === 0 || scope.namespaces.includes(namespace));

export const scopeText = (scope: WatchScope | undefined): string =>
  scope?.namespaces.length === 0 ? 'all namespaces' : (scope?.namespaces ?? []).join(', ');
