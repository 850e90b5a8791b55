import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Loopback {
  readonly port: number;
  close(): void;
}

/** A server on a port of the loopback interface, with TLS where it is given a certificate. */
export async function loopback(listener: RequestListener, secure?: ServerOptions): Promise<Loopback> {
  const server: Server = secure ? createSecure(secure, listener) : createPlain(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
