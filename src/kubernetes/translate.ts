import { JaegerError } from '../errors/index.ts';
import type { Resource } from './types.ts';

/** The API's own description of a failure (meta/v1 Status). */
export interface ApiStatus {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly group?: string; readonly kind?: string; readonly name?: string };
}

export interface Doing {
  readonly verb: 'list';
  readonly resource: Resource;
  readonly group: string;
  readonly namespace?: string | undefined;
  readonly server: string;
  readonly timeoutMs: number;
}

/** Turns an answer that is no success into the error table. Wording as kubectl 1.36. */
export function fromAnswer(code: number, status: ApiStatus, doing: Doing): JaegerError {
  const reason = status.reason ? ` (${status.reason})` : '';
  const prefix = `Error from server${reason}`;
  const message = status.message ?? `the server answered with HTTP ${code}`;
  if (code === 401) {
    return new JaegerError('UNAUTHORIZED', 'You must be logged in to the server (Unauthorized)', {
      hints: [`the server ${doing.server} does not accept these credentials; check with: kubectl auth whoami`],
    });
  }
  if (code === 403) return new JaegerError('FORBIDDEN', message, { prefix, hints: [`check with: ${canI(doing)}`] });
  if (code === 404) {
    return new JaegerError('NO_SUCH_KIND', `the server doesn't have a resource type "${doing.resource}"`);
  }
  return new JaegerError('SERVER', message, { prefix });
}

/** The kubectl line that answers whether this user may do what was refused. */
function canI({ verb, resource, group, namespace }: Doing): string {
  const kind = group === '' ? resource : `${resource}.${group}`;
  return `kubectl auth can-i ${verb} ${kind} ${namespace === undefined ? '-A' : `-n ${namespace}`}`;
}

/** Turns a request that got no answer into the error table. */
export function fromFailure(cause: unknown, { server, timeoutMs }: Doing): JaegerError {
  const { code, message } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { code: '', message: '' };
  const host = server.replace(/^https?:\/\//, '');
  if (code === 'ECONNREFUSED') {
    const refused = `The connection to the server ${host} was refused - did you specify the right host or port?`;
    return new JaegerError('UNREACHABLE', refused, { prefix: '', cause });
  }
  const why = code === 'ABORT_ERR' ? `no answer from ${host} within ${timeoutMs / 1000} s` : message || String(cause);
  return new JaegerError('UNREACHABLE', why, { prefix: 'Unable to connect to the server', cause });
}
