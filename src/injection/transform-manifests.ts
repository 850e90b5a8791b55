import type * as Yaml from 'yaml';
import { JaegerError } from '../errors/index.ts';
import { at, isTree } from '../jaeger/index.ts';
import { patchBetween } from './patch-between.ts';
import { isInjectable, type Injectable } from './workload.ts';

/** What has come of one object of a file. */
export interface ManifestResult {
  /** `deployment.apps/web`. */
  readonly name: string;
  /** `injected`, `unchanged`, or why it is left as it is. */
  readonly verb: string;
}

export interface Transformed {
  readonly text: string;
  readonly results: readonly ManifestResult[];
}

/** What becomes of a workload; text: why nothing does. */
export type Transformation = (workload: Injectable) => Injectable | string;

const KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * A file of YAML or JSON with its workloads changed. Documents in which nothing changes stay as they are written; in the others what is not changed keeps its
 * comments, and anchors are kept where they can be. Throws USAGE for what is no YAML.
 */
export async function transformManifests(text: string, change: Transformation, done: string): Promise<Transformed> {
  const yaml = await import('yaml'); // only a file is YAML
  const results: ManifestResult[] = [];
  const parts = [...new yaml.Parser().parse(text)].map((token) => {
    const source = yaml.CST.stringify(token);
    // Alone, so that comments between documents are no part of any.
    const [document] = token.type === 'document' ? new yaml.Composer().compose([token]) : [];
    if (document === undefined) return source;
    const [error] = document.errors;
    if (error !== undefined) throw new JaegerError('USAGE', `--filename: ${error.message.split('\n')[0] ?? 'no YAML'}`);
    const before: unknown = document.toJS();
    const after = changed(before, change, { done, results });
    const { operations } = patchBetween(before, after);
    return operations.length === 0 ? source : edited(yaml, document, operations, after);
  });
  return { text: parts.join(''), results };
}

/** A document in which some values are others now. What cannot be edited, an alias say, is written anew as a whole. */
function edited(yaml: typeof Yaml, document: Yaml.Document, operations: readonly Operation[], after: unknown): string {
  try {
    for (const { op, path, value } of operations) edit(yaml, document, { op, path: pointed(path), value });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  const now: unknown = document.toJS();
  const isRight = patchBetween(now, after).operations.length === 0;
  const written = isRight ? document : new yaml.Document(after, { aliasDuplicateObjects: false });
  if (!isRight && document.directives?.docStart === true && written.directives) written.directives.docStart = true;
  // The mark of the end is a part of the file by itself.
  if (written.directives) written.directives.docEnd = false;
  return written.toString({ lineWidth: 0 });
}

type Operation = ReturnType<typeof patchBetween>['operations'][number];

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

/** The keys of a JSON pointer. */
const pointed = (pointer: string): readonly string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

interface Edit {
  readonly op: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

function edit(yaml: typeof Yaml, document: Yaml.Document, { op, path, value }: Edit): void {
  const parent = path.slice(0, -1);
  if (op === 'remove') document.deleteIn(path);
  else if (op === 'add' && yaml.isSeq(document.getIn(parent))) document.addIn(parent, document.createNode(value));
  else document.setIn(path, document.createNode(value));
}
