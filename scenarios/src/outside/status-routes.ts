import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusService } from './licence-authority.ts';
import type { SwitchSetting } from './switches.ts';

/** Whether the path is one of the authority's own: OCSP (RFC 6960 A.1, POST and GET), its list, time stamps (RFC 3161 3.4). */
export function isStatusPath(path: string): boolean {
  return path === '/ocsp' || path.startsWith('/ocsp/') || path === '/crl' || path === '/tsa';
}

/** Answers as the system's switches say: late, not at all, or with a byte of the answer changed. */
export async function answerStatus(
  service: StatusService,
  request: IncomingMessage,
  response: ServerResponse,
  given: { readonly path: string; readonly body: Uint8Array; readonly setting: SwitchSetting },
): Promise<void> {
  const { path, body, setting } = given;
  if (setting.mode === 'slow') await sleep(setting.delayMs, undefined, { ref: false });
  if (response.destroyed) return;
  if (setting.mode === 'down') {
    response.writeHead(503).end();
    return;
  }
  const [mediaType, answer] = answerTo(service, request.method ?? '', path, body);
  if (!answer) {
    response.writeHead(mediaType === undefined ? 404 : 405).end();
    return;
  }
  const sent = Buffer.from(answer);
  // in the signature, which stands before the certificates at the end
  if (setting.mode === 'wrong') sent[sent.length >> 1] = sent[sent.length >> 1]! ^ 1;
  response.writeHead(200, { 'content-type': mediaType, 'content-length': sent.length, 'cache-control': 'no-store' });
  response.end(sent);
}

function answerTo(
  service: StatusService,
  method: string,
  path: string,
  body: Uint8Array,
): readonly [mediaType: string, answer: Uint8Array | undefined] {
  if (path === '/crl') return ['application/pkix-crl', method === 'GET' ? service.crl() : undefined];
  if (path === '/tsa') return ['application/timestamp-reply', method === 'POST' ? service.timeStamp(body) : undefined];
  const asked =
    method === 'POST' && path === '/ocsp'
      ? body
      : method === 'GET' && path.startsWith('/ocsp/')
        ? Buffer.from(decodeURIComponent(path.slice(6)), 'base64')
        : undefined;
  return ['application/ocsp-response', asked && service.ocsp(asked)];
}
