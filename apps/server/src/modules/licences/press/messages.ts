import type { ItemPackage } from '@miaopi/items';
import type { Drawn, Pressed, PressOrder } from './strokes.ts';

/** What the press in a thread of its own is told. Papers and seals travel once and are kept there by their number. */
export type ToPress =
  | { readonly kind: 'paper'; readonly paper: number; readonly package: Pick<ItemPackage, 'paper' | 'licence'> }
  | { readonly kind: 'seal'; readonly seal: number; readonly der: Uint8Array }
  | { readonly kind: 'forget' }
  | {
      readonly kind: 'draw';
      readonly id: number;
      readonly paper: number;
      readonly seal: number;
      readonly order: PressOrder;
    }
  | { readonly kind: 'press'; readonly id: number; readonly signedValue: Uint8Array }
  /** The signature will not come. */
  | { readonly kind: 'drop'; readonly id: number };

export type FromPress =
  | { readonly kind: 'drawn'; readonly id: number; readonly drawn: Drawn | undefined }
  | { readonly kind: 'pressed'; readonly id: number; readonly pressed: Pressed }
  | { readonly kind: 'failed'; readonly id: number; readonly error: FailedError };

/** An error's own class does not travel between threads. */
interface FailedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

export interface PressData {
  /** Folder of the kernel's files. */
  readonly folder: string;
}
