import { finding, type Finding } from '../../jaeger/index.ts';
import { DAY_MS } from '../day-rates.ts';
import type { Reaching } from '../forecast.ts';
import { sizeText } from '../sizes.ts';
import type { JaegerIndex } from '../jaeger-index.ts';
import { changeIt, namesOf, STORE, type Rule } from './subject.ts';

/** A cluster sets the first one itself at the flood stage, and takes it off again when there is room (Elasticsearch 7.4, OpenSearch 1.0). */
const WRITE_BLOCKS = new Set(['read_only_allow_delete', 'read_only', 'write']);

export const blockFindings: Rule = ({ indices }) => {
  const blocked = indices.filter(({ index }) => index.blocks.some((block) => WRITE_BLOCKS.has(block)));
  if (blocked.length === 0) return [];
  const blocks = [...new Set(blocked.flatMap(({ index }) => index.blocks))].join(', ');
  return [
    finding('JG100', {
      object: STORE,
      evidence: `index.blocks.${blocks} is on for ${namesOf(blocked)}`,
      why: 'what is sent to these indices is refused: spans are lost while the collector answers as ever',
      next: 'make room on the disks; Elasticsearch 7.4 and later then takes read_only_allow_delete off by itself, other blocks are taken off by whoever set them',
    }),
  ];
};

export const diskFindings: Rule = ({ forecast }) =>
  forecast.disks.flatMap(({ node, usedBytes, totalBytes, limits }): Finding[] => {
    const text = node === undefined ? undefined : diskTrouble(limits);
    if (text === undefined) return [];
    const used = `${sizeText(usedBytes)} of ${sizeText(totalBytes)} are in use`;
    return [
      finding(text.id, {
        object: `nodes/${node ?? ''}`,
        evidence: `${used}; ${text.evidence}`,
        why: text.why,
        next: 'delete what is not needed, keep fewer days, or give the node a larger disk',
      }),
    ];
  });

interface Trouble {
  readonly id: 'JG101' | 'JG102' | 'JG103';
  readonly evidence: string;
  readonly why: string;
}

function diskTrouble(limits: readonly Reaching[]): Trouble | undefined {
  const worst = limits.findLast(({ inDays }) => inDays === 0)?.limit;
  const flood = limits.find(({ limit }) => limit === 'floodStage')?.inDays;
  if (worst !== undefined)
    return { id: worst === 'floodStage' ? 'JG101' : 'JG102', evidence: limitText(limits, worst), why: MEANINGS[worst] };
  if (flood === undefined || flood > SOON_DAYS) return undefined;
  return {
    id: 'JG103',
    evidence: `at what a day brings, the flood stage is reached in ${flood} days`,
    why: 'from then on spans are lost',
  };
}

const MEANINGS: Readonly<Record<Reaching['limit'], string>> = {
  low: 'the cluster puts no new shards on it: new indices stay without copies, or cannot be made',
  high: 'the cluster moves shards away from it, and stops writing to them at the flood stage',
  floodStage: 'the cluster makes its indices read-only: spans are lost',
};

/** Within which somebody should do something about a disk. */
const SOON_DAYS = 7;

const WORDS: Readonly<Record<Reaching['limit'], string>> = {
  low: 'low watermark',
  high: 'high watermark',
  floodStage: 'flood stage',
};

const limitText = (limits: readonly Reaching[], wanted: Reaching['limit']): string =>
  `the ${WORDS[wanted]} is at ${sizeText(limits.find(({ limit }) => limit === wanted)?.usedBytes)}`;

export const healthFindings: Rule = ({ store, indices }) => {
  const { health } = store;
  if (health === undefined || health.status === 'green') return [];
  const ill = indices.filter(({ index }) => index.size?.health === health.status);
  const evidence = `${health.unassignedShards} shards are not assigned${ill.length === 0 ? ', none of them of an index of Jaeger’s' : `, among them of ${namesOf(ill)}`}`;
  if (health.status === 'red')
    return [
      finding('JG104', {
        object: STORE,
        evidence,
        why: 'parts of the indices are missing: searches fail or come back incomplete, and spans for them are refused',
        next: 'GET _cluster/allocation/explain says why; a node that is gone has to come back, or the index from a snapshot',
      }),
    ];
  const copies = Math.max(0, ...ill.map(({ index }) => index.replicas));
  return [
    finding('JG105', {
      object: STORE,
      evidence,
      why:
        health.dataNodes <= copies
          ? `${health.dataNodes} data ${health.dataNodes === 1 ? 'node has' : 'nodes have'} no place for ${copies} replicas: it will never be green`
          : 'copies are missing: a node that fails now takes data with it',
      next:
        health.dataNodes <= copies
          ? 'set the number of replicas (es.num-replicas, indices.*.replicas) below the number of nodes'
          : 'GET _cluster/allocation/explain says why',
    }),
  ];
};

/** Of the limit of shards, from which on the next index may not be made. */
const NEARLY = 0.8;
const SOON_SHARDS_DAYS = 30;
/** Elastic advises 10 to 50 GB for a shard; below this size, many are only a burden. */
const SMALL_SHARD_BYTES = 200 * 1024 ** 2;
const MANY_SHARDS = 500;

export const shardFindings: Rule = (subject) => {
  const { forecast, indices } = subject;
  const { shards } = forecast;
  const primaries = indices.reduce((sum, { index }) => sum + index.shards, 0);
  const bytes = indices.reduce((sum, { index }) => sum + (index.size?.primaryBytes ?? 0), 0);
  const isNear =
    shards !== undefined && (shards.shards >= shards.most * NEARLY || (shards.inDays ?? Infinity) <= SOON_SHARDS_DAYS);
  const areSmall = primaries > MANY_SHARDS && bytes / primaries < SMALL_SHARD_BYTES;
  if (!isNear && !areSmall) return [];
  const limit =
    shards === undefined
      ? ''
      : `${shards.shards} of ${shards.most} shards are there${shards.inDays === undefined ? '' : `, and the limit is reached in ${shards.inDays} days`}; `;
  return [
    finding('JG106', {
      object: STORE,
      evidence: `${limit}a primary shard of Jaeger’s holds ${sizeText(bytes / Math.max(1, primaries))} on average`,
      why: isNear
        ? 'at the limit no index can be made: spans are lost from midnight, or the rollover, on'
        : 'each shard takes memory on its node whatever it holds',
      next: changeIt(
        subject,
        'roll over by size, or set fewer shards (es.num-shards, indices.spans.shards: 5 when nothing is said)',
      ),
    }),
  ];
};

/** Whose clocks do not run two days ahead. */
const AHEAD_MS = 2 * DAY_MS;

export const futureFindings: Rule = ({ indices, nowMs }) => {
  const ahead = indices.filter(({ name }) => (name.dateMs ?? 0) > nowMs + AHEAD_MS);
  if (ahead.length === 0) return [];
  return [
    finding('JG108', {
      object: STORE,
      evidence: `${ahead.length} ${ahead.length === 1 ? 'index is' : 'indices are'} named for days to come: ${namesOf(ahead)}`,
      why: 'a service whose clock is wrong writes them, each with its shards; the cleaner goes by their creation and deletes them like others',
      next: `find the service: GET ${ahead[0]?.index.name ?? ''}/_search?size=1 (process.serviceName), and set its clock right`,
    }),
  ];
};

/** Templates that the server makes at its start (create_mappings), or es-rollover init. */
export const templateFindings: Rule = ({ store, own, prefix, root }) => {
  const { templates } = store;
  if (templates === undefined || prefix === undefined || own.length === 0) return [];
  const wanted = ['jaeger-span', 'jaeger-service'].filter((family) => own.some((one) => isOfFamily(one, family)));
  const missing = wanted.filter(
    (family) =>
      !templates.some(
        ({ name, patterns }) =>
          name === `${prefix}${family}` || patterns.some((pattern) => pattern.includes(`${prefix}${family}`)),
      ),
  );
  if (missing.length === 0) return [];
  return [
    finding('JG107', {
      object: STORE,
      evidence: `there is no template ${missing.map((family) => prefix + family).join(' and ')}`,
      why: 'the next index gets mappings that Elasticsearch guesses: services and operations cannot be listed in it',
      next:
        root.workloads.length === 0
          ? 'start the collector: it makes them'
          : 'restart the collector, which makes them unless es.create-index-templates (create_mappings) is false; then es-rollover init does',
    }),
  ];
};

const isOfFamily = ({ name }: JaegerIndex, family: string): boolean => `jaeger-${name.type}` === family;
