import type { Kernel } from '../../kernel/kernel.ts';
import type { Carrier } from './carriers/carrier.ts';

export interface DeliveryPlugs {
  /** Who carries parcels; undefined: nobody, then results wait at the counter. */
  readonly carrier: Carrier | undefined;
  /** Signs a PDF in an office's name, its seal at the place (mm, page from 0). */
  signPaper(
    office: { readonly uscc: string; readonly name: string },
    pdf: Uint8Array,
    paper: {
      readonly reason: string;
      readonly seal?: {
        readonly page: number;
        readonly x: number;
        readonly y: number;
        readonly width: number;
        readonly height: number;
      };
    },
  ): Promise<Uint8Array>;
}

export interface DeliveryDeps extends DeliveryPlugs {
  readonly kernel: Kernel;
}

export const deliveryActor = { kind: 'system', name: 'delivery' } as const;
export const parcelJob = 'delivery.parcel';
