import { Composer, CST, Parser, type Document } from 'yaml';
import { JaegerError } from '../errors/index.ts';
import { at, isTree } from '../jaeger/index.ts';
import { editDocument } from './edit-document.ts';
import { patchBetween } from './patch-between.ts';
import { rewriteDocument } from './rewrite-document.ts';
import { isInjectable, type Injectable } from './workload.ts';

/** What has come of one object of a file. */
interface ManifestResult {
  /** `deployment.apps/web`. */
  readonly name: string;
  /** `injected`, `unchanged`, or why it is left as it is. */
  readonly verb: string;
}

export interface Transformed {
  readonly text: string;
  readonly results: readonly ManifestResult[];
  /** Documents that could not be changed in place and are written anew, so that their layout is not the one that they had: the objects in each. */
  readonly rewritten: readonly string[];
}

/** What becomes of a workload; text: why nothing does. */
export type Transformation = (workload: Injectable) => Injectable | string;

const KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * A file of YAML or JSON with its workloads changed, and not a byte of anything else. Throws USAGE for what is no YAML.
 */
export function transformManifests(text: string, change: Transformation, done: string): Transformed {
  const results: ManifestResult[] = [];
  const rewritten: string[] = [];
  const parts = [...new Parser().parse(text)].map((token) => {
    const source = CST.stringify(token);
    // Alone, so that comments between documents are no part of any. Keys are merged, as Kubernetes does.
    const [document] = token.type === 'document' ? new Composer({ merge: true }).compose([token]) : [];
    if (document === undefined) return source;
    const before = valueOf(document);
    const own: ManifestResult[] = [];
    const after = changed(before, change, { done, results: own });
    results.push(...own);
    const { operations } = patchBetween(before, after);
    if (operations.length === 0) return source;
    const edited = editDocument(source, after);
    if (edited !== undefined) return edited;
    rewritten.push(own.map(({ name }) => name).join(', '));
    return rewriteDocument(document, operations, after);
  });
  return { text: parts.join(''), results, rewritten };
}

function valueOf(document: Document): unknown {
  const [error] = document.errors;
  if (error !== undefined) throw noYaml(error);
  try {
    return document.toJS();
  } catch (thrown) {
    // An alias of nothing, or too many of them.
    throw thrown instanceof ReferenceError ? noYaml(thrown) : thrown;
  }
}

const noYaml = ({ message }: Error): JaegerError =>
  new JaegerError('USAGE', `--filename: ${message.split('\n')[0] ?? 'no YAML'}`);

interface Telling {
  readonly done: string;
  readonly results: ManifestResult[];
}

/** The same object, or list of them, with its workloads changed. */
function changed(value: unknown, change: Transformation, telling: Telling): unknown {
  const items = at(value, 'items');
  if (isTree(value) && Array.isArray(items))
    return { ...value, items: (items as unknown[]).map((item) => changed(item, change, telling)) };
  const name = nameOf(value);
  if (name === undefined) return value;
  const isWorkload = KINDS.has(String(at(value, 'kind')));
  const result = isWorkload && isInjectable(value) ? change(value) : 'it has no template for Pods that is looked at';
  const verb = typeof result === 'string' ? `skipped (${result})` : result === value ? 'unchanged' : telling.done;
  telling.results.push({ name, verb });
  return typeof result === 'string' ? value : result;
}

function nameOf(value: unknown): string | undefined {
  const [kind, name, version] = [at(value, 'kind'), at(value, 'metadata', 'name'), at(value, 'apiVersion')];
  if (typeof kind !== 'string') return undefined;
  const group = typeof version === 'string' && version.includes('/') ? `.${version.split('/')[0]}` : '';
  return `${kind.toLowerCase()}${group}/${typeof name === 'string' ? name : '?'}`;
}
