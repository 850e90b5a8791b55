import type { Duplex } from 'node:stream';
import type { JaegerError } from '../errors/index.ts';
import type { AnyResource, ApiResource, ObjectOf } from './types.ts';
import type { Writer } from './write-ports.ts';

export type * from './write-ports.ts';

/**
 * What the rest of the program can ask of a cluster. Every failure is a JaegerError with a code of the error table, but
 * for an abort, which throws the signal's reason. Upstream behaviour as tried with Kubernetes 1.36.
 */

/** The cluster that a command talks to, fixed once at its start. */
export interface Target {
  readonly context: string;
  readonly server: string;
  /** The namespace that the context names, or `default`. */
  readonly namespace: string;
}

/**
 * What a command line says about which cluster to talk to, and as whom: kubectl's flags. Left out and empty mean the same.
 * Paths are relative to the working directory.
 */
export interface ClusterChoice {
  /** This file alone, and it must exist. */
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly server?: string | undefined;
  readonly tlsServerName?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly caFile?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly as?: string | undefined;
  readonly asUid?: string | undefined;
  readonly asGroups?: readonly string[] | undefined;
  /** `KEY=VALUE` each. */
  readonly asExtra?: readonly string[] | undefined;
  /** How long one request may take, in milliseconds; left out, 30 s. */
  readonly requestTimeoutMs?: number | undefined;
  readonly disableCompression?: boolean | undefined;
}

/** What there is to choose from in a kubeconfig; of namespaces, those that contexts name. */
export type KubeconfigNames = Readonly<Record<'contexts' | 'clusters' | 'users' | 'namespaces', readonly string[]>>;

export interface Abortable {
  readonly signal?: AbortSignal;
}

export interface Selection extends Abortable {
  /** Left out: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Of its group, where the resource is wanted in another than the one that this program knows. */
  readonly version?: string;
  /** Ask the server for names, labels and owners alone (PartialObjectMetadata). */
  readonly metadataOnly?: boolean;
}

export interface ListQuery extends Selection {
  /** Objects per request; 500, kubectl's chunk, when left out. */
  readonly pageSize?: number;
}

export interface ObjectName {
  /** Left out for objects of the cluster. */
  readonly namespace?: string;
  readonly name: string;
}

export interface Reader {
  /**
   * All objects that match, page by page, in the server's order (namespace, name). When the token for the next page has
   * expired, the whole list is read once more in one piece. Objects without a name are passed over.
   * Errors: FORBIDDEN, NO_SUCH_KIND, BAD_ANSWER …
   */
  list<R extends AnyResource>(resource: R, query: ListQuery): Promise<readonly ObjectOf<R>[]>;
  /** One object. Errors: NOT_FOUND for the object, NO_SUCH_KIND when its whole kind is unknown. */
  get<R extends AnyResource>(resource: R, name: ObjectName, options?: Abortable): Promise<ObjectOf<R>>;
}

export interface LogQuery extends Abortable {
  readonly container: string;
  /** At most so many lines, the last ones. */
  readonly tailLines: number;
  /** At most so many bytes, of which the first ones of these lines are kept. */
  readonly limitBytes: number;
  /** Of the run before the present one. Without such a run: SERVER. */
  readonly previous?: boolean;
}

export interface LogLinesQuery {
  readonly container: string;
  /** Goes on with what is written, until the container ends. */
  readonly follow?: boolean | undefined;
  /** Of the run before the present one. */
  readonly previous?: boolean | undefined;
  /** At most so many lines, the last ones; left out, all that the node still has. */
  readonly tailLines?: number | undefined;
  /** Only what was written in the last so many seconds: a whole number from 1 on. */
  readonly sinceSeconds?: number | undefined;
  /** Only what was written at this time, RFC 3339, or later. API servers leave fractions of seconds out: earlier lines of that second come, too. */
  readonly sinceTime?: string | undefined;
  readonly signal: AbortSignal;
}

/** One line, or a piece of one that is longer than 256 KiB; without its line break. */
export interface LogLine {
  /** When it was written: RFC 3339 in UTC with nine digits of a second; undefined for what the node says itself. */
  readonly time: string | undefined;
  readonly text: string;
  /** The log ends in the middle of this line. */
  readonly unfinished?: true;
}

export interface LogReader {
  /** The end of what a container has written: of its present run, or of the last one while it waits to be started again. */
  logs(pod: ObjectName, query: LogQuery): Promise<string>;
  /**
   * What a container has written, and with `follow` what it writes, line by line, no faster than it is taken. It ends when there is no
   * more, and also where the node's part of the connection is lost: whether the container has ended, its Pod says.
   * Errors: SERVER when the container has not started yet, or there is no previous run; NOT_FOUND, FORBIDDEN, UNREACHABLE …
   */
  logLines(pod: ObjectName, query: LogLinesQuery): AsyncIterable<LogLine>;
}

/**
 * `added`, `modified` and `deleted` are what happened to an object; a deleted one is shown in its last known state.
 * `synced`: everything that was there at first has been told, or after an interruption: the connection stands again.
 * `interrupted`: it was lost, and is being made again; what happened meanwhile will be told.
 */
export type WatchEvent<T> =
  | { readonly type: 'added' | 'modified' | 'deleted'; readonly object: T }
  | { readonly type: 'synced' }
  | { readonly type: 'interrupted'; readonly error: JaegerError };

export interface Watcher {
  /**
   * What is there, then what happens to it, until the signal aborts or the consumer leaves the loop. Goes on after dropped
   * connections, the server's own time limits and 410 (by comparing a new list with what was told): nothing is told
   * twice, and no end state is missed. Throws when the first list fails, and later when asking again is of no use:
   * UNAUTHORIZED, FORBIDDEN, NO_SUCH_KIND. An abort ends the iteration without an error.
   */
  watch<R extends AnyResource>(resource: R, query: Selection): AsyncIterable<WatchEvent<ObjectOf<R>>>;
}

export interface AccessQuestion {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  /** Left out: all namespaces, or an object of the cluster. */
  readonly namespace?: string;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  /** The authorizer's words; often empty. */
  readonly reason: string;
}

export interface AccessRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

export interface AccessRules {
  readonly rules: readonly AccessRule[];
  /** Some authorizer cannot list its rules: more may be allowed. */
  readonly incomplete: boolean;
}

interface AccessReviewer {
  /** SelfSubjectAccessReview: may this user do it? */
  canI(question: AccessQuestion, options?: Abortable): Promise<AccessAnswer>;
  /** SelfSubjectRulesReview: what this user may do in a namespace. */
  rulesIn(namespace: string, options?: Abortable): Promise<AccessRules>;
}

export interface Discovery {
  /** `gitVersion` of the API server, e.g. `v1.36.3`. */
  serverVersion(options?: Abortable): Promise<string>;
  /** Every API group that the server serves but the core one → its versions, in one request. */
  servedGroups(options?: Abortable): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Versions of an API group that the server serves, the preferred one first; none when the group is unknown. */
  servedVersions(group: string, options?: Abortable): Promise<readonly string[]>;
  /** Resources of one group and version, without subresources; none when it is unknown. */
  servedResources(group: string, version: string, options?: Abortable): Promise<readonly ApiResource[]>;
}

export interface PodPort {
  readonly namespace: string;
  /** Of the Pod. */
  readonly name: string;
  readonly port: number;
}

/** A connection into a Pod. */
export interface PodStream extends Duplex {
  /** Whether everything between us and the Pod's node still answers, and the connection is open; within a second. */
  answers(): Promise<boolean>;
}

export interface Forwarder {
  /**
   * A connection to a port of a Pod, through the API server; it lives until the signal aborts. That it is there says nothing of the Pod yet, which is
   * connected to in the meantime. It holds back whichever side is too fast, ends when the Pod ends it, and cannot be ended towards the
   * Pod without being closed. Errors before: NOT_FOUND, SERVER, FORBIDDEN, NO_TUNNEL …; afterwards, of the stream:
   * NOT_REACHED (nothing of what was written has arrived) and BROKEN.
   */
  forward(target: PodPort, options: { readonly signal: AbortSignal }): Promise<PodStream>;
}

/** A program to be run in a Pod's first container, with its arguments: no shell is between. */
export interface PodCommand {
  readonly namespace: string;
  readonly name: string;
  readonly command: readonly string[];
}

export interface Executor {
  /**
   * Runs a program in a Pod; what is written goes to its standard input, what it writes to its standard output is read. It ends with the signal or when it is
   * destroyed. Errors before: NOT_FOUND, FORBIDDEN, NO_TUNNEL …; afterwards, of the stream: NOT_REACHED (the program never
   * wrote anything, or is not there) and BROKEN, with what it complained of.
   */
  execute(command: PodCommand, options: { readonly signal: AbortSignal }): Promise<PodStream>;
}

/** One Kubernetes API server, as one user. */
export interface Cluster extends Reader, LogReader, Writer, Watcher, Forwarder, Executor, AccessReviewer, Discovery {
  readonly target: Target;
  /** Closes what is kept open between requests. */
  close(): void;
}
