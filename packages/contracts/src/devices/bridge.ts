/**
 * Where the program answers that reaches the devices beside a window or in a kiosk: card reader, camera (docs/guides/devices.md). The page's policy allows this
 * one address on the computer it is open on.
 */
export const DEVICE_BRIDGE = 'http://127.0.0.1:17772';

export type DeviceKind = 'id-reader' | 'camera';

/** A device as its program tells of it. */
export interface DeviceReport {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly state: 'ready' | 'busy' | 'fault';
}

/** What is on an identity card, as a reader gives it. */
export interface CardRead {
  readonly name: string;
  /** 18 characters. */
  readonly number: string;
  /** yyyy-mm-dd, as printed on it; `长期` is left out. */
  readonly validTo?: string;
}

/** Why a device did not do what it was asked. */
export const DEVICE_TROUBLES = ['no-card', 'busy', 'fault', 'no-device'] as const;
export type DeviceTrouble = (typeof DEVICE_TROUBLES)[number];
