import type { KubernetesObject } from '../kubernetes/types.ts';
import { INJECT, OTEL_INJECT, RECORD } from './marks.ts';
import { isWanted } from './presumed.ts';
import { NOTHING, recordOf, writeRecord, type Way } from './record.ts';
import { undoTexts } from './undo.ts';
import { annotationsOf } from './workload.ts';

/** The ways that a Namespace can ask for. */
export type NamespaceWay = Extract<Way, 'jaeger-operator' | 'otel-operator'>;

const KEYS: Readonly<Record<NamespaceWay, string>> = { 'jaeger-operator': INJECT, 'otel-operator': OTEL_INJECT };

export interface NamespaceHow {
  readonly via: NamespaceWay;
  /** `NAMESPACE/NAME`. */
  readonly instance: string;
  /** What the operator is told: the name of the instance, or of the sidecar. */
  readonly value: string;
}

/** A Namespace that asks for injection in this way. What was there before is noted on it, as on a workload. */
export function markNamespace(namespace: KubernetesObject, { via, instance, value }: NamespaceHow): KubernetesObject {
  const base = recordOf(namespace) === undefined ? namespace : unmarkNamespace(namespace);
  const own = annotationsOf(base);
  const was = own[KEYS[via]] ?? null;
  const annotations = { [KEYS[via]]: { was, now: value } };
  const record = writeRecord({ version: 1, via, instance, ...NOTHING, annotations });
  return withAnnotations(base, { ...own, [KEYS[via]]: value, [RECORD]: record });
}

/** The same as it was before; without a record, without what asks for injection. */
export function unmarkNamespace(namespace: KubernetesObject): KubernetesObject {
  const own = annotationsOf(namespace);
  const asked = Object.values(KEYS).filter((key) => isWanted(own[key]));
  const presumed = Object.fromEntries(asked.map((key) => [key, { was: null, now: own[key] ?? '' }]));
  const written = recordOf(namespace)?.annotations ?? presumed;
  return withAnnotations(namespace, undoTexts(own, { ...written, [RECORD]: { was: null, now: '' } }, []) ?? {});
}

function withAnnotations({ metadata, ...others }: KubernetesObject, annotations: Readonly<Record<string, string>>) {
  const { annotations: _, ...rest } = metadata;
  const isBare = Object.keys(annotations).length === 0;
  return { ...others, metadata: isBare ? rest : { ...rest, annotations } };
}
