import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answers.ts';

export interface Loopback {
  readonly url: string;
  close(): void;
}

async function reply(response: ServerResponse, answer: Promise<Answer> | Answer): Promise<void> {
  const { status, body } = await answer;
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** A server on a free port of the loopback interface that answers every request with what `respond` says. */
export async function loopback(respond: (request: IncomingMessage) => Promise<Answer> | Answer): Promise<Loopback> {
  const server = createServer((request, response) => {
    void reply(response, respond(request));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
