import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './call.ts';
import { conflict, expiredPage, forbidden, Refusal, statusOf, unauthorized } from './statuses.ts';

/** Something that goes wrong. */
export interface Fault {
  readonly what: (typeof FAULTS)[number];
  /** Which requests, by `METHOD /path?query`; all when left out. */
  readonly on?: RegExp;
  /** How often; left out, until it is taken away. */
  times?: number;
  /** Of `busy` until one may ask again, of `slow` and `dropped-watch` until it happens; 1 when left out. */
  readonly seconds?: number;
}

interface Asked {
  /** `METHOD /path?query`. */
  readonly line: string;
  readonly verb: string;
  readonly query: URLSearchParams;
  /** Not of discovery. */
  readonly target: Target | undefined;
  readonly userName: string;
  readonly socket: Socket;
}

const TOO_MANY = 'The server has received too many requests and has asked us to try again later';

/** Each refuses the request, or does something to it; `true` when that was all that happens to it. */
const HAPPENS = {
  /** 429 with Retry-After. */
  busy: (_: Asked, seconds: number): never => {
    const body = statusOf(429, 'TooManyRequests', TOO_MANY, { retryAfterSeconds: seconds });
    throw new Refusal({ code: 429, body, headers: { 'retry-after': String(seconds) } });
  },
  /** 409, of changes alone. */
  conflict: ({ target }: Asked): void => {
    if (target) throw conflict(target.type, target.name ?? '');
  },
  /** 410, of watches and of pages after the first. */
  expired: ({ verb, query }: Asked): void => {
    if (verb !== 'watch') throw expiredPage();
    // From before anything that is remembered.
    query.set('resourceVersion', '-1');
  },
  /** Discovery is for everybody. */
  forbidden: ({ userName, verb, target }: Asked): void => {
    if (target) throw forbidden(userName, { ...target, verb });
  },
  unauthorized: (): never => {
    throw unauthorized();
  },
  slow: async (_: Asked, seconds: number): Promise<void> => sleep(seconds * 1000),
  /** The connection ends, with no answer and nothing done. */
  reset: ({ socket }: Asked): boolean => socket.destroy().destroyed,
  'dropped-watch': ({ socket }: Asked, seconds: number): unknown => setTimeout(() => socket.destroy(), seconds * 1000),
};

export const FAULTS = Object.keys(HAPPENS) as (keyof typeof HAPPENS)[];

/** Which requests a fault can happen to; all when it is not here. */
const CONCERNS: Readonly<Partial<Record<Fault['what'], (asked: Asked) => boolean>>> = {
  conflict: ({ verb }) => ['create', 'patch', 'delete'].includes(verb),
  expired: ({ verb, query }) => verb === 'watch' || query.has('continue'),
  'dropped-watch': ({ verb }) => verb === 'watch',
};

/** Lets the faults that are on happen to a request; true when there is nothing left to answer. Throws what it is refused with. */
export async function befall(faults: Iterable<Fault>, asked: Asked): Promise<boolean> {
  for (const fault of faults) {
    const { what, on, seconds = 1 } = fault;
    if (fault.times === 0 || on?.test(asked.line) === false || CONCERNS[what]?.(asked) === false) continue;
    if (fault.times !== undefined) fault.times--;
    if ((await HAPPENS[what](asked, seconds)) === true) return true;
  }
  return false;
}
