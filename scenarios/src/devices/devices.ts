import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CardRead } from '@miaopi/contracts';

/** How the devices of the demo behave: as they should · answering after twenty seconds · out of order · no card on the reader. */
export type DeviceMood = 'well' | 'slow' | 'failing' | 'no-card';

export interface DemoDevices {
  readonly server: Server;
  mood: DeviceMood;
  /** The card that lies on the reader. */
  card: CardRead;
  /** What the camera sees: PNG or JPEG. */
  page: { readonly mediaType: 'image/png' | 'image/jpeg'; readonly data: Uint8Array };
}

/** A white sheet of one pixel; enough for a page that nobody reads. */
const blank = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * Card reader and camera of a window or kiosk as a device program tells of them (protocol: docs/guides/devices.md). Answers only the sites it was told of. Not yet
 * listening: bind it to 127.0.0.1.
 */
export function createDemoDevices(options: {
  readonly origins: readonly string[];
  readonly card: CardRead;
  readonly mood?: DeviceMood;
  /** Told after a card was read or a page taken; never what was on it. */
  readonly acted?: (device: 'id-reader' | 'camera') => void;
}): DemoDevices {
  const demo: DemoDevices = {
    server: createServer((request, response) => void answer(request, response).catch(() => response.destroy())),
    mood: options.mood ?? 'well',
    card: options.card,
    page: { mediaType: 'image/png', data: blank },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    if (origin === undefined || !options.origins.includes(origin)) return json(response, 403, { code: 'origin' });
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader('access-control-allow-headers', 'content-type');
      response.setHeader('access-control-allow-private-network', 'true');
      response.writeHead(204).end();
      return;
    }
    request.resume();
    const { mood } = demo;
    if (request.method === 'GET' && request.url === '/v1/devices') {
      const state = mood === 'failing' ? 'fault' : 'ready';
      return json(response, 200, [
        { id: 'reader-1', kind: 'id-reader', name: '身份证阅读器', state },
        { id: 'camera-1', kind: 'camera', name: '高拍仪', state },
      ]);
    }
    const acts = request.method === 'POST' && (request.url === '/v1/read' || request.url === '/v1/capture');
    if (!acts) return json(response, 404, { code: 'no-device' });
    if (mood === 'slow') await new Promise((resolve) => setTimeout(resolve, 20_000).unref());
    if (mood === 'failing') return json(response, 503, { code: 'fault' });
    if (request.url === '/v1/capture') {
      options.acted?.('camera');
      response.writeHead(200, { 'content-type': demo.page.mediaType, 'cache-control': 'no-store' }).end(demo.page.data);
      return;
    }
    if (mood === 'no-card') return json(response, 409, { code: 'no-card' });
    options.acted?.('id-reader');
    return json(response, 200, demo.card);
  }
  return demo;
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}
