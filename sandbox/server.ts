import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { targetOf, type Call, type State } from './call.ts';
import { documentAt } from './discovery.ts';
import { befall } from './faults.ts';
import { logs } from './logs.ts';
import { portForward } from './port-forward.ts';
import { get, list } from './reading.ts';
import { reviewOf } from './protobuf.ts';
import { may, review, userOf } from './rights.ts';
import { forbidden, refusal, Refusal, unauthorized, type Reply } from './statuses.ts';
import { watch } from './watching.ts';
import { create, deleteOne, patch } from './writing.ts';

/** What a request that wants another protocol comes with. */
interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Answers one request. */
export async function answer(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  upgrade?: Upgrade,
): Promise<void> {
  try {
    const body = upgrade ? upgrade.head : await buffer(request);
    const reply = await replyTo(state, { request, response, body, upgrade });
    if (reply) send(response, reply);
  } catch (error) {
    const { reply } = error instanceof Refusal ? error : refusal(500, 'InternalError', String(error));
    send(response, reply);
  }
}

/** For an upgrade that may be refused. */
export function responseOn(request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  response.assignSocket(request.socket);
  response.shouldKeepAlive = false;
  return response.once('finish', () => request.socket.end());
}

function send(response: ServerResponse, { code, body, headers = {} }: Reply): void {
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  response.writeHead(code, { 'content-type': type, ...headers });
  response.end(typeof body === 'string' ? body : `${JSON.stringify(body)}\n`);
}

interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly upgrade: Upgrade | undefined;
}

async function replyTo(state: State, incoming: Incoming): Promise<Reply | undefined> {
  const { method = '', url = '', headers, socket } = incoming.request;
  const { pathname, searchParams: query } = new URL(url, 'https://sandbox');
  const userName = userOf(state.users, headers.authorization);
  state.requests.push({ method, path: url, user: userName });
  const user = userName === undefined ? undefined : state.users.get(userName);
  if (userName === undefined || !user) throw unauthorized();
  const document = method === 'GET' ? documentAt(state, pathname) : undefined;
  if (document !== undefined) return { code: 200, body: document };
  const target = targetOf(state, pathname);
  const verb = verbOf(method, target.name, query);
  if (await befall(state.faults, { line: `${method} ${url}`, verb, query, target, userName, socket })) return undefined;
  const { response, body } = incoming;
  const { accept = '', 'content-type': contentType = '' } = headers;
  return respond(
    verb,
    { ...target, query, accept, contentType, userName, user, state, response, body: body.toString() },
    incoming,
  );
}

function respond(verb: string, call: Call, { request, upgrade, body }: Incoming): Reply | undefined {
  const { type, user, userName, subresource } = call;
  if (type.group === 'authorization.k8s.io') return { code: 201, body: review(type, user, reviewOf(type.kind, body)) };
  if (!may(user, { ...call, verb })) throw forbidden(userName, { ...call, verb });
  if (subresource === 'portforward' && upgrade) return portForward(call, { request, ...upgrade });
  const served = RESPONDS[subresource === undefined ? verb : `${verb} ${subresource}`];
  if (served) return served(call);
  throw refusal(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

const RESPONDS: Readonly<Record<string, (call: Call) => Reply | undefined>> = {
  get,
  list,
  watch,
  create,
  patch,
  delete: deleteOne,
  'get log': logs,
};

/** As rights name it; a method that is not served keeps its own name. */
function verbOf(method: string, name: string | undefined, query: URLSearchParams): string {
  if (method === 'GET' && ['1', 'true'].includes(query.get('watch') ?? '')) return 'watch';
  const verbs = name === undefined ? { GET: 'list', POST: 'create' } : { GET: 'get', PATCH: 'patch', DELETE: 'delete' };
  return new Map(Object.entries(verbs)).get(method) ?? method;
}
