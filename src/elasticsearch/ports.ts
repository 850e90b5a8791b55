/**
 * What can be asked of Elasticsearch 6 to 9 and OpenSearch 1 to 3. Reading alone. Every failure is a JaegerError with a code of the error
 * table, but for an abort, which throws the signal's reason.
 */

/** Where it answers. */
export interface StoreLocation {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Begins and ends with a slash. */
  readonly basePath: string;
}

/** What is shown of oneself, and whose certificate is accepted. Never printed, never part of an error. */
export interface StoreIdentity {
  readonly user?: { readonly name: string; readonly password: string };
  readonly token?: string;
  readonly apiKey?: string;
  /** In PEM. */
  readonly certificate?: { readonly certificate: string; readonly key: string };
  /** In PEM; left out, the authorities that Node knows. */
  readonly authority?: string;
  /** The name that the certificate is made out to, where it is not the host's. */
  readonly serverName?: string;
  /** The instance itself does not verify it. */
  readonly skipsVerification?: boolean;
}

export interface StoreVersion {
  readonly distribution: 'elasticsearch' | 'opensearch';
  /** `7.10.2`. */
  readonly number: string;
  readonly major: number;
  readonly clusterName: string;
}

export interface IndexAlias {
  readonly name: string;
  /** Undefined: not said, and then the only index of the alias is written to. */
  readonly isWriteIndex: boolean | undefined;
}

/** An index, by its settings. */
export interface StoredIndex {
  readonly name: string;
  /** Milliseconds since 1970, of which the cleaner makes 0 when it cannot be read. */
  readonly createdMs: number;
  readonly aliases: readonly IndexAlias[];
  /** Listed only by who asks for it. */
  readonly isHidden: boolean;
  readonly shards: number;
  /** Copies beside the primary. */
  readonly replicas: number;
  /** `index.blocks.*` that are on: `read_only_allow_delete` … */
  readonly blocks: readonly string[];
  /** The ILM or ISM policy that its settings name. */
  readonly policy: string | undefined;
  /** The alias that ILM or ISM rolls over. */
  readonly rolloverAlias: string | undefined;
}

/** What an index takes up. */
export interface IndexSize {
  readonly name: string;
  readonly health: 'green' | 'yellow' | 'red' | undefined;
  readonly isOpen: boolean;
  /** Lucene's, nested ones counted; undefined for a closed index. */
  readonly documents: number | undefined;
  /** Of all copies. */
  readonly bytes: number | undefined;
  readonly primaryBytes: number | undefined;
}

export interface StoreHealth {
  readonly status: 'green' | 'yellow' | 'red';
  readonly dataNodes: number;
  readonly activeShards: number;
  readonly unassignedShards: number;
}

/** A node that holds shards. */
export interface NodeDisk {
  readonly node: string;
  readonly totalBytes: number;
  readonly usedBytes: number;
  readonly availableBytes: number;
  readonly shards: number;
}

/** What the allocator minds, as written: `85%`, or `500gb` that are to stay free. */
export interface StoreLimits {
  readonly isWatched: boolean;
  readonly low: string;
  readonly high: string;
  readonly floodStage: string;
  /** Most that percentages leave free, `200gb` each, from Elasticsearch 8.5 on. */
  readonly headroom: Readonly<Record<'low' | 'high' | 'floodStage', string>> | undefined;
  readonly shardsPerNode: number;
}

export interface IndexTemplate {
  readonly name: string;
  readonly isLegacy: boolean;
  readonly patterns: readonly string[];
  /** `order` of legacy templates, else `priority`. */
  readonly priority: number;
  readonly shards: number | undefined;
  readonly replicas: number | undefined;
  readonly policy: string | undefined;
  readonly rolloverAlias: string | undefined;
  readonly aliases: readonly string[];
}

/** A policy of ILM or ISM, as far as it rolls over and deletes. */
export interface LifecyclePolicy {
  readonly name: string;
  readonly kind: 'ilm' | 'ism';
  /** What rolls over: `{"max_age":"1d"}`; undefined when nothing does. */
  readonly rollover: Readonly<Record<string, string | number>> | undefined;
  /** Age at which it is deleted, in milliseconds; undefined when it never is, or not by its age. */
  readonly deleteAfterMs: number | undefined;
  /** Since when that age counts. */
  readonly ageFrom: 'creation' | 'rollover';
  /** It is deleted by something else than its age: a size, a number of documents, a calendar (ISM). */
  readonly deletesOtherwise?: true;
}

/** Where ILM or ISM is with an index. */
export interface LifecycleState {
  readonly index: string;
  readonly policy: string | undefined;
  /** ILM's phase, ISM's state. */
  readonly phase: string | undefined;
  readonly step: string | undefined;
  /** What its age is counted from, in milliseconds since 1970: with ILM the rollover once it has happened; its creation with ISM. */
  readonly ageFromMs: number | undefined;
  /** Why it goes no further; undefined when it does. */
  readonly failure: string | undefined;
}

export interface DataStream {
  readonly name: string;
  /** The last one is written to. */
  readonly indices: readonly string[];
  readonly policy: string | undefined;
}

/**
 * Errors of all: STORE_UNAUTHORIZED, STORE_FORBIDDEN with what is missing, STORE_UNREACHABLE, STORE_TLS, STORE_ANSWER for what is no
 * answer of Elasticsearch or one with an error, TIMED_OUT.
 */
export interface ElasticsearchApi {
  version(signal: AbortSignal): Promise<StoreVersion>;
  /** Closed and hidden ones as well, in the order of their names. Expressions as in a path: `*jaeger-*`. */
  indices(expression: string, signal: AbortSignal): Promise<readonly StoredIndex[]>;
  sizes(expression: string, signal: AbortSignal): Promise<readonly IndexSize[]>;
  health(signal: AbortSignal): Promise<StoreHealth>;
  disks(signal: AbortSignal): Promise<readonly NodeDisk[]>;
  limits(signal: AbortSignal): Promise<StoreLimits>;
  /** Of both kinds, those whose name or pattern has `jaeger` in it. */
  templates(signal: AbortSignal): Promise<readonly IndexTemplate[]>;
  /** Those of the names given; empty where it has no lifecycle management. */
  policies(names: readonly string[], signal: AbortSignal): Promise<readonly LifecyclePolicy[]>;
  lifecycles(expression: string, signal: AbortSignal): Promise<readonly LifecycleState[]>;
  dataStreams(expression: string, signal: AbortSignal): Promise<readonly DataStream[]>;
}

export type ConnectElasticsearch = (location: StoreLocation, identity: StoreIdentity) => ElasticsearchApi;
