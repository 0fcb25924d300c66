import type { Server } from 'node:http';
import type { CardRead } from '@miaopi/contracts';
import { createDemoDevices, type DeviceMood } from './devices.ts';
import { createHallDevice } from './hall-device.ts';
import { keepReporting } from './hall-devices.ts';

/**
 * Reader and camera on the computer of a window, and what they tell the platform of themselves: how they are, and that a card was read or a page taken, never of whom. A
 * device without a key serves its window and tells nothing. Not yet listening.
 */
export function createWindowProgram(options: {
  readonly origins: readonly string[];
  readonly card: CardRead;
  readonly mood: DeviceMood;
  /** The platform that is told, with the keys under which it knows the devices. */
  readonly reports?: {
    readonly server: string;
    readonly keys: { readonly 'id-reader'?: string | undefined; readonly camera?: string | undefined };
    readonly trouble: (error: unknown) => void;
  };
}): { readonly server: Server; stopReporting(): void } {
  const { origins, card, mood, reports } = options;
  const known = new Map(
    (['id-reader', 'camera'] as const).flatMap((kind) => {
      const key = reports?.keys[kind];
      if (!reports || !key) return [];
      const { server } = reports;
      return [[kind, createHallDevice({ server, kind, key, mood: mood === 'failing' ? 'fault' : 'well' })] as const];
    }),
  );
  const telling = [...known.values()].map((device) => keepReporting(device, { trouble: reports?.trouble }));
  const { server } = createDemoDevices({
    origins,
    card,
    mood,
    acted: (kind) => known.get(kind)?.happened({ kind: kind === 'camera' ? 'pages-captured' : 'cards-read', count: 1 }),
  });
  return { server, stopReporting: () => telling.forEach((one) => void one.stop()) };
}
