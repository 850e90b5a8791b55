import { at, isTree, textOf } from '../jaeger/index.ts';
import type { FieldChange } from '../plan/index.ts';
import type { JaegerManifest } from './read-manifest.ts';
import { isSameValue, joined, leavesOf, spellingIn, withoutValue, withValue, type Path, type Tree } from './tree.ts';

/** Where the operator runs: outside OpenShift it knows no proxy before the query service. */
export type Platform = 'kubernetes' | 'openshift';

/**
 * What has to change in a live resource so that it says what the wishes say: nothing that they do not name. What the operator or its
 * webhook has only written differently (jaeger-operator 1.65) is no change.
 */
export function changesTo(live: unknown, wishes: JaegerManifest, platform: Platform): readonly FieldChange[] {
  const { labels, annotations } = wishes.metadata;
  const wanted = { metadata: { labels, annotations }, spec: wishes.spec };
  return leavesOf(wanted).flatMap(({ path, value }): readonly FieldChange[] => {
    if (value === undefined) return [];
    const spelling = spellingIn(live, path);
    const from = at(live, ...spelling);
    const to = joined(from, value);
    return isMet({ path, from, to }, platform) ? [] : [{ path: spelling, from, to }];
  });
}

function isMet({ path, from, to }: FieldChange, platform: Platform): boolean {
  if (to === null) return from === undefined || from === null;
  if (isEmptyMap(to)) return from === undefined || isTree(from);
  const meaning = MEANINGS[path.join('.')];
  if (meaning !== undefined) return meaning(from, platform) === meaning(to, platform);
  return path.includes('options') ? isSameOption(from, to) : isSameValue(from, to);
}

const isEmptyMap = (value: unknown): boolean => isTree(value) && Object.keys(value).length === 0;

/** The operator makes text of every option. */
const isSameOption = (from: unknown, to: unknown): boolean =>
  isSameValue(from, to) || (isScalar(from) && isScalar(to) && String(from) === String(to));

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Fields that can be written in several ways, or left out → what they mean. */
const MEANINGS: Readonly<Record<string, (value: unknown, platform: Platform) => string>> = {
  'spec.strategy': (value) => textOf(value).replace('all-in-one', 'allinone'),
  'spec.storage.type': textOf,
  'spec.storage.options.es.use-aliases': (value) => (String(value) === 'true' ? 'true' : 'false'),
  'spec.ingress.security': (value, platform) =>
    platform === 'kubernetes' || value === 'none' ? 'none' : 'oauth-proxy',
};

/** The resource as it will be. */
export const changed = (live: Tree, changes: readonly FieldChange[]): Tree =>
  changes.reduce((tree, { path, to }) => (to === null ? withoutValue(tree, path) : withValue(tree, path, to)), live);

/** The changes as a merge patch (RFC 7386). */
export const patchOf = (changes: readonly FieldChange[]): Tree =>
  changes.reduce<Tree>((tree, { path, to }) => withValue(tree, path, to), {});

export const pathsOf = (changes: readonly FieldChange[]): readonly Path[] => changes.map(({ path }) => path);
