import { ServerResponse, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { targetOf, type Call, type State } from './call.ts';
import { documentAt } from './discovery.ts';
import { befall } from './faults.ts';
import { logs } from './logs.ts';
import { portForward } from './port-forward.ts';
import { reviewOf } from './protobuf.ts';
import { get, list } from './reading.ts';
import { may, review, userOf } from './rights.ts';
import { forbidden, refusal, Refusal, unauthorized, type Reply } from './statuses.ts';
import { watch } from './watching.ts';
import { create, deleteOne, patch } from './writing.ts';

type Exchange = Pick<Call, 'request' | 'response' | 'head'>;

/** Answers one request. */
export async function answer(state: State, exchange: Exchange): Promise<void> {
  const reply = await replyTo(state, exchange).catch((error: unknown) =>
    error instanceof Refusal ? error.reply : refusal(500, 'InternalError', String(error)).reply,
  );
  if (!reply) return;
  const { code, body, headers = {} } = reply;
  const [type, text] =
    typeof body === 'string' ? ['text/plain', body] : ['application/json', `${JSON.stringify(body)}\n`];
  exchange.response.writeHead(code, { 'content-type': type, ...headers }).end(text);
}

/** For an upgrade that may be refused. */
export function responseOn(request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  response.assignSocket(request.socket);
  response.shouldKeepAlive = false;
  return response.once('finish', () => request.socket.end());
}

async function replyTo(state: State, exchange: Exchange): Promise<Reply | undefined> {
  const { request, head } = exchange;
  const { method = '', url = '', headers, socket } = request;
  const { pathname, searchParams: query } = new URL(url, 'https://sandbox');
  const userName = userOf(state.users, headers.authorization) ?? '';
  state.requests.push({ method, path: url, user: userName });
  const user = state.users.get(userName);
  if (!user) throw unauthorized();
  const document = method === 'GET' ? documentAt(state, pathname) : undefined;
  const target = document === undefined ? targetOf(state, pathname) : undefined;
  const verb = verbOf(method, target?.name, query);
  if (await befall(state.faults, { line: `${method} ${url}`, verb, query, target, userName, socket })) return undefined;
  if (!target) return { code: 200, body: document };
  const { accept = '', 'content-type': contentType = '' } = headers;
  const body = head ?? (await buffer(request));
  return respond(verb, { ...exchange, ...target, query, accept, contentType, body, userName, user, state });
}

function respond(verb: string, call: Call): Reply | undefined {
  const { type, user, userName, subresource, body, head } = call;
  if (type.group === 'authorization.k8s.io') return { code: 201, body: review(type, user, reviewOf(type.kind, body)) };
  if (!may(user, { ...call, verb })) throw forbidden(userName, { ...call, verb });
  const what = subresource === undefined ? verb : `${verb} ${subresource}${head ? ' upgraded' : ''}`;
  const served = RESPONDS[what];
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
  'get portforward upgraded': portForward,
};

/** As rights name it; a method that is not served keeps its own name. */
function verbOf(method: string, name: string | undefined, query: URLSearchParams): string {
  if (method === 'GET' && ['1', 'true'].includes(query.get('watch') ?? '')) return 'watch';
  const verbs = name === undefined ? { GET: 'list', POST: 'create' } : { GET: 'get', PATCH: 'patch', DELETE: 'delete' };
  return new Map(Object.entries(verbs)).get(method) ?? method;
}
