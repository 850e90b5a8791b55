import { JaegerError } from '../errors/index.ts';
import { flattenOptions, storageOf, strategyOf, textOf } from '../jaeger/index.ts';
import type { Jaeger } from '../kubernetes/types.ts';
import type { InstallOptions } from './options.ts';
import { SETTINGS, SWITCHES, type Setting, type Switch } from './settings.ts';
import { valueAt, type Tree } from './tree.ts';
import { named } from './wishes.ts';

/** What the readers of instances look at. */
export const readable = (spec: Tree): Jaeger => ({
  metadata: { name: '' },
  spec: {
    strategy: spec['strategy'],
    storage: { type: valueAt(spec, ['storage', 'type']), options: valueAt(spec, ['storage', 'options']) },
  },
});

type Condition = Pick<Setting, 'storage' | 'strategy' | 'ordered'>;

/**
 * What the operator would turn into something else, or pass over, without a word (jaeger-operator 1.65). `spec` is what the resource
 * will say; only what options name is held against them. Throws USAGE.
 */
export function refuseSilence(spec: Tree, options: InstallOptions): void {
  refuseLostStrategy(spec);
  const chosen: readonly (readonly [string, Condition, unknown])[] = [
    ...named<Setting, string>(SETTINGS, options.settings),
    ...named<Switch, boolean>(SWITCHES, options.switches),
  ];
  for (const [name, condition] of chosen) refuseUnused(`--${name}`, condition, spec);
  refuseLoneCopies(spec, options);
  refuseUnusedImages(spec, options);
}

function refuseLostStrategy(spec: Tree): void {
  const wanted = textOf(spec['strategy']);
  const storage = storageOf(readable(spec));
  if (!['production', 'streaming'].includes(wanted) || strategyOf(readable(spec)) === wanted) return;
  throw new JaegerError(
    'USAGE',
    `--strategy ${wanted} with --storage ${storage}: the operator would run all-in-one, since only one process can use it; ${wanted} takes elasticsearch, cassandra, kafka or grpc-plugin`,
  );
}

function refuseUnused(flag: string, { storage, strategy, ordered }: Condition, spec: Tree): void {
  const present = readable(spec);
  if (storage !== undefined && storageOf(present) !== storage)
    throw unused(flag, `--storage ${storage}`, `the storage is ${storageOf(present)}`);
  if (strategy !== undefined && strategyOf(present) !== strategy)
    throw unused(flag, `--strategy ${strategy}`, `the strategy is ${strategyOf(present)}`);
  const url = flattenOptions(present.spec?.storage?.options).get('es.server-urls');
  if (ordered && url !== undefined)
    throw unused(flag, 'an Elasticsearch that the operator orders', 'storage.options.es.server-urls names one');
}

const unused = (flag: string, where: string, instead: string): JaegerError =>
  new JaegerError('USAGE', `${flag} has a meaning only with ${where}, but ${instead}: the operator would pass over it`);

/** One node has nowhere to put a copy: its operator refuses the order (openshift/elasticsearch-operator, isValidRedundancyPolicy). */
function refuseLoneCopies(spec: Tree, { settings }: InstallOptions): void {
  if (settings['es-nodes'] === undefined && settings['es-redundancy'] === undefined) return;
  const { nodeCount, redundancyPolicy } = elasticsearchOf(spec);
  if (nodeCount !== 1 || typeof redundancyPolicy !== 'string' || redundancyPolicy === 'ZeroRedundancy') return;
  throw new JaegerError(
    'USAGE',
    `--es-redundancy ${redundancyPolicy} with --es-nodes 1: copies need a second node; one node takes ZeroRedundancy`,
  );
}

export const elasticsearchOf = (spec: Tree): { readonly nodeCount: unknown; readonly redundancyPolicy: unknown } => ({
  nodeCount: valueAt(spec, ['storage', 'elasticsearch', 'nodeCount']),
  redundancyPolicy: valueAt(spec, ['storage', 'elasticsearch', 'redundancyPolicy']),
});

const RUN: Readonly<Record<ReturnType<typeof strategyOf>, readonly string[]>> = {
  allinone: ['all-in-one'],
  production: ['collector', 'query'],
  streaming: ['collector', 'query', 'ingester'],
};

const EVERYWHERE = ['agent', 'cleaner', 'rollover'];

function refuseUnusedImages(spec: Tree, { images }: InstallOptions): void {
  const strategy = strategyOf(readable(spec));
  const valid = [...RUN[strategy], ...EVERYWHERE];
  for (const text of images) {
    const [, component = 'all-in-one'] = /^([a-z-]+)=/.exec(text) ?? [];
    if (valid.includes(component)) continue;
    throw new JaegerError(
      'USAGE',
      `--image ${text}: the strategy ${strategy} runs no ${component}; it is COMPONENT=IMAGE of ${valid.join(', ')}`,
    );
  }
}
