import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

export interface TlsIdentity {
  /** PEM */
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  readonly ca: Buffer | undefined;
  readonly bearer: string | undefined;
}

/** `fetch` that shows a client certificate, which the platform's own cannot, over connections that are kept. Follows no redirect. */
export function tlsFetch({ cert, key, ca, bearer }: TlsIdentity): { readonly fetch: typeof fetch; close(): void } {
  const kept = { keepAlive: true, maxSockets: 16, timeout: 60_000 };
  const http = new HttpAgent(kept);
  const https = new HttpsAgent({ ...kept, ...(cert ? { cert } : {}), ...(key ? { key } : {}), ...(ca ? { ca } : {}) });
  const ask: typeof fetch = (input, init) =>
    new Promise((resolve, reject) => {
      const url = new URL(String(input));
      const secure = url.protocol === 'https:';
      const headers = {
        ...Object.fromEntries(new Headers(init?.headers)),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      };
      const signal = init?.signal ?? undefined;
      const answer = (response: IncomingMessage) =>
        resolve(
          new Response(Readable.toWeb(response) as ReadableStream<Uint8Array>, {
            status: response.statusCode ?? 502,
            headers: new Headers(
              Object.entries(response.headers).flatMap(([name, value]) =>
                typeof value === 'string' ? [[name, value] as [string, string]] : [],
              ),
            ),
          }),
        );
      const sent = (secure ? httpsRequest : httpRequest)(
        url,
        { method: init?.method ?? 'GET', headers, agent: secure ? https : http, ...(signal ? { signal } : {}) },
        answer,
      );
      sent.on('error', reject);
      sent.end(init?.body as Uint8Array | undefined);
    });
  return {
    fetch: ask,
    close() {
      http.destroy();
      https.destroy();
    },
  };
}
