import type { HallDeviceKind } from '@miaopi/contracts';
import { type HallQueue, ordinaryMoment } from './hall-day.ts';
import { createHallDevice, type HallDevice, type HallDeviceMood } from './hall-device.ts';

/** A device as the platform has entered it, with the key it told. */
export interface EnteredDevice {
  readonly hall: string;
  readonly kind: HallDeviceKind;
  readonly key: string;
  readonly mood: HallDeviceMood;
  /** Windows to which a call screen calls. */
  readonly windows: readonly string[];
}

/** Reports now and then again each time it is due, until it is stopped. What goes wrong is told to `trouble` and tried again the next time. */
export function keepReporting(
  device: HallDevice,
  options: {
    readonly moment?: (reply: NonNullable<Awaited<ReturnType<HallDevice['report']>>>) => void;
    readonly trouble?: (error: unknown) => void;
  } = {},
): { stop(): void } {
  let due: NodeJS.Timeout | undefined;
  let stopped = false;
  let seconds = 30;
  async function turn(): Promise<void> {
    try {
      const reply = await device.report();
      if (reply) {
        seconds = reply.reportSeconds;
        options.moment?.(reply);
      }
    } catch (error) {
      options.trouble?.(error);
    }
    if (!stopped) due = setTimeout(() => void turn(), seconds * 1000);
  }
  void turn();
  return {
    stop() {
      stopped = true;
      clearTimeout(due);
    },
  };
}

/** The devices of the demo's halls, each with its mood, over the platform's interface. */
export function startHallDevices(server: string, entered: readonly EnteredDevice[]): { close(): void } {
  const queues = new Map<string, HallQueue>();
  const running = entered.map(({ hall, kind, key, mood, windows }) => {
    const queue = queues.get(hall) ?? { numbers: [] };
    queues.set(hall, queue);
    const device = createHallDevice({ server, kind, key, mood });
    return keepReporting(device, {
      moment: (reply) => {
        if (mood !== 'fault') device.happened(...ordinaryMoment(device, reply, queue, windows, Math.random));
      },
    });
  });
  return { close: () => running.forEach((one) => void one.stop()) };
}
