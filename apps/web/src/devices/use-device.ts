import type { DeviceKind, DeviceReport } from '@miaopi/contracts';
import { useCallback, useEffect, useState } from 'react';
import { DeviceError, devices, type Trouble } from './device-bridge.ts';

export interface Device {
  /** Undefined while it is being looked for, or where there is none. */
  readonly found: DeviceReport | undefined;
  readonly trouble: Trouble | undefined;
  readonly busy: boolean;
  /** Looks for it anew. */
  look(): void;
  /** Has it do something, one thing at a time; what goes wrong is its `trouble`. */
  act(work: (id: string) => Promise<void>): Promise<void>;
}

/** The first device of a kind on this computer, and how it is. */
export function useDevice(kind: DeviceKind): Device {
  const [found, setFound] = useState<DeviceReport>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const look = useCallback(() => {
    setTrouble(undefined);
    devices.list().then(
      (all) => {
        const one = all.find((d) => d.kind === kind && d.state !== 'fault') ?? all.find((d) => d.kind === kind);
        setFound(one);
        setTrouble(one ? (one.state === 'fault' ? 'fault' : undefined) : 'no-device');
      },
      (error: unknown) => {
        setFound(undefined);
        setTrouble(error instanceof DeviceError ? error.trouble : 'fault');
      },
    );
  }, [kind]);
  useEffect(look, [look]);
  return {
    found,
    trouble,
    busy,
    look,
    async act(work) {
      if (!found || busy) return;
      setBusy(true);
      setTrouble(undefined);
      try {
        await work(found.id);
      } catch (error) {
        setTrouble(error instanceof DeviceError ? error.trouble : 'fault');
      } finally {
        setBusy(false);
      }
    },
  };
}
