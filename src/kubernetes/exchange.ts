import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** One request and its answer, for whoever logs or counts them. Headers and bodies are as sent: redact before showing. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: OutgoingHttpHeaders;
  readonly requestBody: string | undefined;
  /** Time until the answer's body was read, or the stream was open. */
  readonly milliseconds: number;
  /** Undefined when there was no answer. */
  readonly answer:
    | {
        readonly status: number;
        readonly statusText: string;
        readonly headers: IncomingHttpHeaders;
        /** Undefined for a stream. */
        readonly body: string | undefined;
      }
    | undefined;
}
