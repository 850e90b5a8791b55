/** Exit codes; the README documents them, and scripts rely on them. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  missing: 3,
  notAllowed: 4,
  bug: 70,
  timedOut: 124,
  interrupted: 130,
  terminated: 143,
} as const;

/** Every way in which a command can fail on purpose, and the exit code it ends with. */
export const exitCodes = {
  /** No kubeconfig could be read, or it does not hold what it names. */
  KUBECONFIG: EXIT.failed,
  /** A flag or its value makes no sense. */
  USAGE: EXIT.usage,
  /** A credential plugin is missing, fails, or prints what is no credential. */
  CREDENTIALS: EXIT.failed,
  /** The API server does not answer: refused, unknown host, TLS, time. */
  UNREACHABLE: EXIT.failed,
  /** The API server's certificate, or ours, is not accepted. */
  TLS: EXIT.failed,
  /** What answered speaks no Kubernetes: a proxy's page, cut JSON, an answer beyond all bounds. */
  BAD_ANSWER: EXIT.failed,
  /** A name that cannot be part of a request's path. */
  BAD_NAME: EXIT.usage,
  /** The API server answered with an error that has no code of its own. */
  SERVER: EXIT.failed,
  /** 401: the server does not know who is asking. */
  UNAUTHORIZED: EXIT.notAllowed,
  /** 403: the server knows, and refuses. */
  FORBIDDEN: EXIT.notAllowed,
  /** 409: the object changed meanwhile, a precondition does not hold, or fields belong to another manager. */
  CONFLICT: EXIT.failed,
  /** The cluster is no longer what a plan was made for: the plan is made anew and shown again. */
  STALE: EXIT.failed,
  /** 409 on create: there is such an object already. */
  ALREADY_EXISTS: EXIT.failed,
  /** 410: what the request wants to go on from is too old. */
  EXPIRED: EXIT.failed,
  /** 422: the server refuses the content. */
  INVALID: EXIT.failed,
  /** 429, and waiting as the server asked did not help. */
  BUSY: EXIT.failed,
  /** What answers does not forward ports over WebSocket. */
  NO_TUNNEL: EXIT.failed,
  /** No connection into the Pod came about: nothing listens at its port, or it is gone. */
  NOT_REACHED: EXIT.failed,
  /** A connection into a Pod broke. */
  BROKEN: EXIT.failed,
  /** Jaeger answered with an error, or with what is none of its answers. */
  JAEGER_API: EXIT.failed,
  /** 401: the span store does not know who is asking. */
  STORE_UNAUTHORIZED: EXIT.notAllowed,
  /** 403: the span store knows, and refuses. */
  STORE_FORBIDDEN: EXIT.notAllowed,
  /** The span store does not answer: refused, unknown host, a broken connection. */
  STORE_UNREACHABLE: EXIT.failed,
  /** The span store's certificate, or ours, is not accepted. */
  STORE_TLS: EXIT.failed,
  /** The span store answered with an error, or something else answered: a proxy's page, a redirect, an answer beyond all bounds. */
  STORE_ANSWER: EXIT.failed,
  /** No local port could be listened on. */
  PORT_TAKEN: EXIT.failed,
  /** Of no container could a log be read. */
  NO_LOGS: EXIT.failed,
  /** What is asked for would not come up in this cluster as it is. */
  UNFIT: EXIT.failed,
  /** Something that was waited for did not come in time. */
  TIMED_OUT: EXIT.timedOut,
  /** What was changed has not had its effect, and will not by waiting. */
  NOT_PROVED: EXIT.failed,
  /** 404 on a named object, or an instance that the command needs. */
  NOT_FOUND: EXIT.missing,
  /** 404 on a whole kind: its CRD is not installed. */
  NO_SUCH_KIND: EXIT.missing,
} as const;

export type ErrorCode = keyof typeof exitCodes;
