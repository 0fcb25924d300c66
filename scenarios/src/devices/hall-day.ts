import type { DeviceReply, HallDevice, Happening } from './hall-device.ts';

/** Numbers taken in a hall and not called yet: what its ticket machines and call screens share there, beside the platform. */
export interface HallQueue {
  readonly numbers: string[];
}

/** The number after this one of a desk: letter of the desk, three digits or more. */
export function nextNumber(desk: number, last: string | undefined): string {
  const letter = String.fromCharCode(65 + (desk % 26));
  const digits = Number(/\d+$/.exec(last ?? '')?.[0] ?? 0) + 1;
  return `${letter}${String(digits).padStart(3, '0')}`;
}

/**
 * What happens at a device until its next report, on an ordinary day: at open desks somebody takes a number, the screen calls the next, who was called is served.
 * `chance` is 0–1, made anew for each question.
 */
export function ordinaryMoment(
  device: HallDevice,
  reply: DeviceReply,
  queue: HallQueue,
  windows: readonly string[],
  chance: () => number,
): Happening[] {
  switch (device.kind) {
    case 'ticket-machine': {
      const open = (reply.desks ?? []).flatMap((desk, place) => (desk.open ? [{ desk, place }] : []));
      const chosen = open[Math.floor(chance() * open.length)];
      if (!chosen || chance() < 0.4) return [];
      const number = nextNumber(chosen.place, chosen.desk.last);
      queue.numbers.push(number);
      const item = chosen.desk.items[Math.floor(chance() * chosen.desk.items.length)]?.slug;
      return [{ kind: 'ticket-taken', number, desk: chosen.desk.id, ...(item ? { item } : {}) }];
    }
    case 'call-screen': {
      const window = windows[Math.floor(chance() * windows.length)];
      const number = window && chance() < 0.6 ? queue.numbers.shift() : undefined;
      const before = reply.called?.[0]?.number;
      return [
        ...(before && number ? [{ kind: chance() < 0.9 ? 'number-served' : 'no-show', number: before } as const] : []),
        ...(window && number ? [{ kind: 'number-called', number, window } as const] : []),
      ];
    }
    case 'kiosk':
      return chance() < 0.3
        ? [{ kind: 'session-begun' }, { kind: 'pages-printed', count: 1 + Math.floor(chance() * 3) }]
        : [];
    case 'id-reader':
      return chance() < 0.3 ? [{ kind: 'cards-read', count: 1 }] : [];
    case 'camera':
      return chance() < 0.3 ? [{ kind: 'pages-captured', count: 1 + Math.floor(chance() * 4) }] : [];
    // somebody rates a case he came for; the platform knows which cases there are, the simulation does not
    case 'evaluator':
      return [];
  }
}
