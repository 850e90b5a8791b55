import type { IncomingMessage, ServerResponse } from 'node:http';
import { documentAt, typeOf, type Discovery } from './discovery.ts';
import type { Fault } from './faults.ts';
import type { User } from './rights.ts';
import { noSuchPath, refusal, type ResourceType } from './statuses.ts';
import type { World } from './world.ts';

/** What is asked for: a path of the API that leads to a kind of objects, or to one of them. */
export interface Target {
  readonly type: ResourceType;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** All that the answer to a request may depend on. */
export interface Call extends Target {
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly body: Buffer;
  readonly userName: string;
  readonly user: User;
  readonly state: State;
  readonly request: IncomingMessage;
  /** For answers that go on. */
  readonly response: ServerResponse;
  /** What came after a request for another protocol. */
  readonly head?: Buffer | undefined;
}

/** One request as it came in; the path is with its query, the user empty when nobody knows them. */
export interface Requested {
  readonly method: string;
  readonly path: string;
  readonly user: string;
}

/** A list that was begun: what is still to come of it. */
export interface Page {
  readonly version: number;
  readonly items: readonly unknown[];
}

/** What lives as long as the practice cluster. */
export interface State extends Discovery {
  readonly users: Map<string, User>;
  readonly logs: Map<string, string>;
  readonly ports: World['ports'];
  /** By their tokens. */
  readonly pages: Map<string, Page>;
  readonly watches: Set<ServerResponse>;
  readonly faults: Set<Fault>;
  readonly requests: Requested[];
}

/** `/apis/GROUP/VERSION/namespaces/NAMESPACE/PLURAL/NAME/SUBRESOURCE`, and what is left out of it. Errors: 404. */
export function targetOf(discovery: Discovery, path: string): Target {
  const [root, ...parts] = path.split('/').slice(1).map(decodeURIComponent);
  const groupVersion = parts.splice(0, root === 'api' ? 1 : 2).join('/');
  const namespace = parts[0] === 'namespaces' && parts.length > 2 ? parts.splice(0, 2)[1] : undefined;
  const [plural, name, subresource] = parts;
  const type = typeOf(discovery, groupVersion, (listed) => listed.name === plural);
  if (type) return { type, namespace, name, subresource };
  // Other versions and resources of a group are missing in other words than other paths.
  const isKnown = documentAt(discovery, root === 'api' ? path : `/apis/${groupVersion.split('/')[0]}`) !== undefined;
  throw isKnown ? refusal(404, 'NotFound', 'the server could not find the requested resource', {}) : noSuchPath();
}
