import { randomBytes } from 'node:crypto';
import { createClient } from '@miaopi/client';
import {
  type DeviceEvent,
  type HallDeviceKind,
  type HallDeviceState,
  type ReplyOf,
  reportDevice,
} from '@miaopi/contracts';

/** How a simulated device of a hall behaves: as it should · out of order · silent after its first word · telling everything twice · with a key that is none. */
export const HALL_DEVICE_MOODS = ['well', 'fault', 'silent', 'repeats', 'wrong-key'] as const;
export type HallDeviceMood = (typeof HALL_DEVICE_MOODS)[number];

export type DeviceReply = ReplyOf<typeof reportDevice>;
/** What happened, without id and time. */
export type Happening = Omit<DeviceEvent, 'id' | 'at'>;

export interface HallDevice {
  readonly kind: HallDeviceKind;
  readonly mood: HallDeviceMood;
  /** Events not yet acknowledged. */
  readonly waiting: readonly DeviceEvent[];
  /** Remembers what happened until the platform has acknowledged it. */
  happened(...what: readonly Happening[]): void;
  /** Tells how it is and what happened. @throws what the platform refuses, or that it can't be reached; nothing is forgotten then */
  report(say?: { readonly state?: HallDeviceState; readonly fault?: string }): Promise<DeviceReply | undefined>;
}

/** Most events of one report. */
const atOnce = 100;

const faults: Readonly<Record<HallDeviceKind, string>> = {
  'ticket-machine': '号票打印机缺纸',
  'call-screen': '屏幕没有信号',
  kiosk: '打印机卡纸',
  evaluator: '按键失灵',
  'id-reader': '读卡模块无响应',
  camera: '镜头无画面',
};

/** A device of a hall as its maker would build it (protocol: docs/guides/devices.md): keeps its events until they are acknowledged. */
export function createHallDevice(options: {
  readonly server: string;
  readonly kind: HallDeviceKind;
  readonly key: string;
  readonly mood?: HallDeviceMood;
  readonly version?: string;
}): HallDevice {
  const { kind, mood = 'well', version = 'sim-1.0' } = options;
  const client = createClient({ base: options.server });
  const key = mood === 'wrong-key' ? `${options.key.slice(0, -4)}0000` : options.key;
  let waiting: DeviceEvent[] = [];
  let told: DeviceEvent[] = [];
  let heard = false;
  return {
    kind,
    mood,
    get waiting() {
      return waiting;
    },
    happened(...what) {
      const at = new Date().toISOString();
      waiting.push(...what.map((one) => ({ ...one, id: randomBytes(9).toString('base64url'), at })));
    },
    async report({ state = 'ready', fault } = {}) {
      if (mood === 'silent' && heard) return undefined;
      // who repeats itself tells what was acknowledged once more
      const events = [...(mood === 'repeats' ? told : []), ...waiting].slice(0, atOnce);
      const reply = await client.call(reportDevice, {
        body: {
          key,
          version,
          events,
          state: mood === 'fault' ? 'fault' : state,
          ...(mood === 'fault' ? { fault: faults[kind] } : fault ? { fault } : {}),
        },
      });
      heard = true;
      const answered = new Set(reply.events.map((event) => event.id));
      told = events.filter((event) => reply.events.some((one) => one.id === event.id && one.kept));
      waiting = waiting.filter((event) => !answered.has(event.id));
      return reply;
    },
  };
}
