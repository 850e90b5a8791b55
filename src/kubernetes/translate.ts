import { JaegerError, type ErrorCode } from '../errors/index.ts';
import { canI, type Doing } from './doing.ts';
import { fields, list, number, text } from './shapes.ts';

interface Cause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

interface Details {
  readonly kind?: string;
  readonly name?: string;
  readonly retryAfterSeconds?: number;
  readonly causes?: readonly Cause[];
}

/** The API's own description of a failure (meta/v1 Status). */
export interface ApiStatus {
  readonly code?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly details?: Details;
}

export const readStatus = fields<ApiStatus>({
  code: number,
  message: text,
  reason: text,
  details: fields<Details>({
    kind: text,
    name: text,
    retryAfterSeconds: number,
    causes: list(fields<Cause>({ reason: text, message: text, field: text })),
  }),
});

const LONGEST_TEXT = 500;

/** A proxy in between, or priority and fairness, answers with something else than a Status. */
export function parseStatus(body: string): ApiStatus {
  try {
    return readStatus(JSON.parse(body)) ?? {};
  } catch {
    const isPage = body.trimStart().startsWith('<');
    return body.trim() === '' || isPage ? {} : { message: body.trim().slice(0, LONGEST_TEXT) };
  }
}

type Explain = (status: ApiStatus, doing: Doing, server: string) => JaegerError;

const BY_STATUS: Readonly<Record<number, Explain>> = {
  401: (_, __, server) =>
    new JaegerError('UNAUTHORIZED', 'You must be logged in to the server (Unauthorized)', {
      hints: [`the server ${server} does not accept these credentials; check with: kubectl auth whoami`],
    }),
  403: (status, doing) =>
    fromServer(
      'FORBIDDEN',
      403,
      status,
      canI(doing).map((proof) => `check with: ${proof}`),
    ),
  404: notFound,
  409: conflict,
  410: (status) => fromServer('EXPIRED', 410, status),
  422: invalid,
  429: (status) => fromServer('BUSY', 429, status, ['the API server has too much to do; try again in a moment']),
};

/** Turns an answer that is no success into the error table. Wording as kubectl 1.36. */
export function fromAnswer(code: number, status: ApiStatus, doing: Doing, server: string): JaegerError {
  return BY_STATUS[code]?.(status, doing, server) ?? fromServer('SERVER', code, status);
}

function fromServer(
  code: ErrorCode,
  httpStatus: number,
  { reason, message }: ApiStatus,
  hints: readonly string[] = [],
): JaegerError {
  const prefix = reason ? `Error from server (${reason})` : 'Error from server';
  return new JaegerError(code, message ?? `the server answered with HTTP ${httpStatus}`, { prefix, hints });
}

/**
 * A Status that names an object means that object. Without a name it is the kind that the server does not know; of a
 * subresource that is no question, but a kubelet that has just started answers so.
 */
function notFound(status: ApiStatus, { resource, subresource }: Doing): JaegerError {
  if (resource === undefined || subresource !== undefined || status.details?.name)
    return fromServer('NOT_FOUND', 404, status);
  return new JaegerError('NO_SUCH_KIND', `the server doesn't have a resource type "${resource.plural}"`, {
    hints: [`see what it has: kubectl api-resources --api-group='${resource.group}'`],
  });
}

const CHANGED = 'the object is another one than before, or has changed: look at it again and repeat';

function conflict(status: ApiStatus): JaegerError {
  if (status.reason === 'AlreadyExists') return fromServer('ALREADY_EXISTS', 409, status);
  const managers = ownersOf(status.details?.causes ?? []);
  if (managers.size === 0) return fromServer('CONFLICT', 409, status, [CHANGED]);
  return new JaegerError('CONFLICT', status.message ?? 'Apply failed with conflicts', {
    hints: [
      ...[...managers].map(([manager, owned]) => `"${manager}" manages ${owned.join(', ')}`),
      'leave these fields to them, or take them over with --force-conflicts',
    ],
  });
}

/** Manager → its fields, of a server-side apply's causes: one per manager and field (tried with 1.36). */
function ownersOf(causes: readonly Cause[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { reason, message = '', field = '' } of causes) {
    const manager = /^conflict with "(.*?)"/.exec(message)?.[1];
    if (reason !== 'FieldManagerConflict' || manager === undefined) continue;
    owners.set(manager, [...(owners.get(manager) ?? []), field]);
  }
  return owners;
}

/** kubectl 1.36 writes one line per cause. */
function invalid(status: ApiStatus): JaegerError {
  const { kind = 'request', name = '', causes = [] } = status.details ?? {};
  if (causes.length === 0) return fromServer('INVALID', 422, status);
  // A patch's precondition (see write-requests.ts): somebody has deleted the object and made it again.
  if (causes.some(({ field }) => field === 'metadata.uid')) return fromServer('CONFLICT', 422, status, [CHANGED]);
  const what = name === '' ? kind : `${kind} "${name}"`;
  const lines = causes.map(({ field = '', message = '' }) => `* ${field}: ${message}`);
  return new JaegerError('INVALID', [`The ${what} is invalid:`, ...lines].join('\n'), { prefix: '' });
}
