import { finding, flattenOptions, storageOf, STORAGE_TYPES, type Finding } from '../../jaeger/index.ts';
import type { Jaeger } from '../../kubernetes/types.ts';
import { wantedOf } from './wanted.ts';

/** What a custom resource asks for and does not get, and nobody says so. */
export const wishFindings = (object: string, jaeger: Jaeger): readonly Finding[] => [
  ...otherStore(object, jaeger),
  ...otherStrategy(object, jaeger),
  ...rolloverOff(object, jaeger),
];

const STRATEGIES = new Set(['', 'allinone', 'all-in-one', 'production', 'streaming']);
const STORES: ReadonlySet<string> = new Set(['', ...STORAGE_TYPES]);
const DISTRIBUTED = new Set(['production', 'streaming']);
const ALONE = new Set(['', 'memory', 'badger']);

/** The operator takes what it does not know for its defaults, and writes these into the resource (jaeger-operator 1.65, normalize). */
function otherStore(object: string, jaeger: Jaeger): readonly Finding[] {
  const { storage } = wantedOf(jaeger);
  const left = storageOf(jaeger) === 'memory' ? optionsOfAnother(jaeger) : undefined;
  if (STORES.has(storage) && left === undefined) return [];
  return [
    finding('JG029', {
      object,
      evidence: STORES.has(storage)
        ? `storage.type is memory, and storage.options has ${left}`
        : `storage.type "${storage}" is none of the operator's${storage === 'opensearch' ? '; OpenSearch is called elasticsearch there' : ''}`,
      why: 'it runs as an all-in-one with spans in memory: they are gone with its Pod',
      next: 'set storage.type to one of memory, badger, cassandra, elasticsearch, kafka, grpc-plugin',
    }),
  ];
}

function otherStrategy(object: string, jaeger: Jaeger): readonly Finding[] {
  const { strategy, storage } = wantedOf(jaeger);
  const isKnown = STRATEGIES.has(strategy);
  if (isKnown && !(DISTRIBUTED.has(strategy) && ALONE.has(storage))) return [];
  return [
    finding('JG028', {
      object,
      evidence: isKnown
        ? `strategy ${strategy} with storage ${storage || 'memory'}, which several Pods cannot share`
        : `strategy "${strategy}" is none of the operator's`,
      why: 'it runs as an all-in-one',
      next: isKnown
        ? 'name a store that collector and query share, such as elasticsearch'
        : 'set strategy to one of allInOne, production, streaming',
    }),
  ];
}

/** Options of a store that is not the one in use: what is left of a type that the operator did not know. */
const optionsOfAnother = ({ spec }: Jaeger): string | undefined =>
  [...flattenOptions(spec?.storage?.options).keys()].find((name) => /^(es|cassandra|opensearch)\./.test(name));

/** What the operator writes into every resource (1.65). */
const DEFAULT_SCHEDULE = '0 0 * * *';

function rolloverOff(object: string, { spec }: Jaeger): readonly Finding[] {
  const { resources: _, schedule, ...rest } = spec?.storage?.esRollover ?? {};
  const wanted = [
    ...(schedule === undefined || schedule === DEFAULT_SCHEDULE ? [] : ['schedule']),
    ...Object.keys(rest),
  ];
  const aliases = flattenOptions(spec?.storage?.options).get('es.use-aliases');
  if (wanted.length === 0 || aliases?.toLowerCase() === 'true') return [];
  return [
    finding('JG043', {
      object,
      evidence: `storage.esRollover has ${wanted.join(', ')}, and es.use-aliases is ${aliases ?? 'not set'}`,
      why: 'the operator makes no rollover jobs without aliases: esRollover does nothing, indices are daily ones',
      next: 'set storage.options.es.use-aliases to true, which needs new indices; or take esRollover out',
    }),
  ];
}
