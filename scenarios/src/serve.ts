import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A demo program that answers over HTTP. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a demo program on this host, at any free port when none is given. A route that fails is an answer of 500. */
export async function serve(
  route: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  at: { readonly host?: string | undefined; readonly port?: number | undefined } = {},
): Promise<Served> {
  const server = createServer((request, response) => {
    route(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    });
  });
  const host = at.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port ?? 0, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The body of a request; undefined when it is larger than this many bytes. */
export async function bodyOf(request: IncomingMessage, largest: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > largest) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}
