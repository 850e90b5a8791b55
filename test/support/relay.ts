import { spawn } from 'node:child_process';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Ground } from '../ground/cluster.ts';
import { inside } from '../ground/namespaces.ts';

export interface Relay {
  readonly port: number;
  /** Ends all connections, and every new one at once, until it is restored. */
  cut(): void;
  restore(): void;
  /** Ends all connections. */
  drop(): void;
  close(): void;
}

/** Copies its standard input to an address, and back. */
const COPY = 'exec 3<>"/dev/tcp/$0/$1"; cat <&3 & cat >&3; kill $!';

/** A port of the loopback interface that leads into the ground's network, for a test that does not run inside. */
export async function relayInto({ instance }: Ground, address: string, port: number): Promise<Relay> {
  const [file = '', ...args] = await inside(instance, ['bash', '-c', COPY, address, String(port)]);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    open.add(socket);
    const copy = spawn(file, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const end = (): void => {
      open.delete(socket);
      socket.destroy();
      copy.stdin.destroy();
      copy.kill();
    };
    for (const stream of [socket, copy, copy.stdin]) stream.on('error', end);
    socket.on('close', end);
    copy.on('close', end);
    socket.pipe(copy.stdin);
    copy.stdout.pipe(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const drop = (): void => open.forEach((socket) => socket.destroy());
  const cut = (): void => {
    isCut = true;
    drop();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    drop,
    restore: () => {
      isCut = false;
    },
    close: () => {
      cut();
      server.close();
    },
  };
}
