import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { answer } from '../src/dev/serve.ts';

const KIND: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The policy the real server sends; a page that needs more must fail here. */
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'";

/** The built pages with plausible answers behind them, as the real server would serve them. */
export async function serveBuilt(dist: string, port = 0): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/api/')) return void answer(request, response);
    // Licence identifiers have dots in them, so a dot alone makes no file.
    const isFile = path.startsWith('/assets/') || /^\/[\w-]+\.svg$/.test(path);
    const file = isFile
      ? path
      : path.startsWith('/work')
        ? '/workbench.html'
        : path.startsWith('/studio')
          ? '/studio.html'
          : '/index.html';
    readFile(join(dist, normalize(file))).then(
      (bytes) => {
        response.writeHead(200, {
          'content-type': KIND[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': CSP,
        });
        response.end(bytes);
      },
      () => {
        response.writeHead(404);
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
