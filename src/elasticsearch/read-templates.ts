import type { IndexTemplate } from './ports.ts';
import { managedBy } from './read-indices.ts';
import { at, numberAt, textAt, textsIn, treeIn, treesIn, type Tree } from './tree.ts';

/** What is wanted of templates: their mappings are long. */
const WANTED = ['settings.index', 'settings.number_of_shards', 'settings.number_of_replicas', 'aliases'];
export const LEGACY_TEMPLATES = ['order', 'index_patterns', 'template', ...WANTED].map((name) => `*.${name}`);
export const INDEX_TEMPLATES = [
  'name',
  ...['index_patterns', 'priority', ...WANTED.map((name) => `template.${name}`)].map(
    (name) => `index_template.${name}`,
  ),
].map((name) => `index_templates.${name}`);

/** Answers of `_template`, which all have, and `_index_template`, from Elasticsearch 7.8 and OpenSearch 1.0 on. */
export const readTemplates = (legacy: unknown, composable: unknown): readonly IndexTemplate[] =>
  [...Object.entries(treeIn(legacy)).map(readLegacy), ...treesIn(at(composable, 'index_templates')).map(readComposable)]
    .filter(isOfJaeger)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));

const isOfJaeger = ({ name, patterns }: IndexTemplate): boolean =>
  [name, ...patterns].some((word) => word.includes('jaeger'));

const readLegacy = ([name, template]: [string, unknown]): IndexTemplate => ({
  name,
  isLegacy: true,
  patterns: textsIn(at(template, 'index_patterns') ?? at(template, 'template')),
  priority: numberAt(template, 'order') ?? 0,
  ...contentOf(template),
});

const readComposable = (entry: Tree): IndexTemplate => {
  const template = entry['index_template'];
  return {
    name: textAt(entry, 'name') ?? '',
    isLegacy: false,
    patterns: textsIn(at(template, 'index_patterns')),
    priority: numberAt(template, 'priority') ?? 0,
    ...contentOf(at(template, 'template')),
  };
};

const contentOf = (template: unknown): Omit<IndexTemplate, 'name' | 'isLegacy' | 'patterns' | 'priority'> => {
  const settings = at(template, 'settings');
  return {
    shards: numberAt(settings, 'index.number_of_shards') ?? numberAt(settings, 'number_of_shards'),
    replicas: numberAt(settings, 'index.number_of_replicas') ?? numberAt(settings, 'number_of_replicas'),
    ...managedBy(settings),
    aliases: Object.keys(treeIn(at(template, 'aliases'))),
  };
};
