import {
  type CardRead,
  DEVICE_BRIDGE,
  DEVICE_TROUBLES,
  type DeviceReport,
  type DeviceTrouble,
} from '@miaopi/contracts';

/** `unreachable`: no program answers on this computer · `slow`: it took too long · `unreadable`: its answer is none. */
export type Trouble = DeviceTrouble | 'unreachable' | 'slow' | 'unreadable';

export class DeviceError extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble);
    this.name = 'DeviceError';
    this.trouble = trouble;
  }
}

/** ms a device has; a card lies on a reader for some seconds, a sheet is put straight first. */
const patience = { list: 3000, act: 15_000 };
/** A page of a camera; larger than any sheet at 300 dpi. */
const largestPage = 15 * 1024 * 1024;

/** What the pages know of devices (F201); the only adapter speaks the protocol of docs/guides/devices.md. */
export interface Devices {
  list(): Promise<readonly DeviceReport[]>;
  /** @throws DeviceError */
  readCard(id: string): Promise<CardRead>;
  /** One page as a picture. @throws DeviceError */
  capture(id: string): Promise<File>;
}

export function devicesAt(base: string, send: typeof fetch = (...args) => fetch(...args)): Devices {
  async function ask(path: string, milliseconds: number, told?: object): Promise<Response> {
    let answer: Response;
    try {
      answer = await send(`${base}${path}`, {
        ...(told
          ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(told) }
          : {}),
        credentials: 'omit',
        signal: AbortSignal.timeout(milliseconds),
      });
    } catch (error) {
      throw new DeviceError(error instanceof DOMException && error.name === 'TimeoutError' ? 'slow' : 'unreachable');
    }
    if (answer.ok) return answer;
    const { code } = (await answer.json().catch(() => ({}))) as { code?: unknown };
    throw new DeviceError(DEVICE_TROUBLES.find((one) => one === code) ?? 'fault');
  }
  async function jsonOf(answer: Response): Promise<unknown> {
    return answer.json().catch(() => {
      throw new DeviceError('unreadable');
    });
  }
  return {
    async list() {
      const told = await jsonOf(await ask('/v1/devices', patience.list));
      if (!Array.isArray(told)) throw new DeviceError('unreadable');
      return told.slice(0, 20).flatMap((one) => reportOf(one) ?? []);
    },
    async readCard(id) {
      const card = cardOf(await jsonOf(await ask('/v1/read', patience.act, { id })));
      if (!card) throw new DeviceError('unreadable');
      return card;
    },
    async capture(id) {
      const answer = await ask('/v1/capture', patience.act, { id });
      const data = await answer.blob();
      const ending = { 'image/jpeg': 'jpg', 'image/png': 'png' }[data.type];
      if (!ending || data.size === 0 || data.size > largestPage) throw new DeviceError('unreadable');
      return new File([data], `scan-${new Date().toTimeString().slice(0, 8).replaceAll(':', '')}.${ending}`, {
        type: data.type,
      });
    },
  };
}

export const devices: Devices = devicesAt(DEVICE_BRIDGE);

function reportOf(told: unknown): DeviceReport | undefined {
  const { id, kind, name, state } = (told ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || id.length > 100 || typeof name !== 'string') return undefined;
  if (kind !== 'id-reader' && kind !== 'camera') return undefined;
  const known = state === 'ready' || state === 'busy' ? state : 'fault';
  return { id, kind, name: name.slice(0, 60), state: known };
}

function cardOf(told: unknown): CardRead | undefined {
  const { name, number, validTo } = (told ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name.length < 2 || name.length > 50) return undefined;
  if (typeof number !== 'string' || !/^\d{17}[\dX]$/.test(number)) return undefined;
  const until = typeof validTo === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(validTo) ? { validTo } : {};
  return { name, number, ...until };
}
