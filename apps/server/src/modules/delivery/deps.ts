import type { StaffActor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Text } from '../../kernel/text.ts';
import type { Carrier } from './carriers/carrier.ts';

export interface DeliveryPlugs {
  readonly collection: CollectionPlug;
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

/** What the case of a result wants to see when it is collected; filled by `cases`, which this module does not know. */
export interface CollectionPlug {
  originals(caseId: string): Promise<readonly { readonly name: Text; readonly files: readonly string[] }[]>;
  /** In the transaction of the hand-over. @returns false when an original differs: the result stays */
  collected(
    ctx: CommandContext,
    actor: StaffActor,
    caseId: string,
    given: { readonly from: string; readonly originals: readonly OriginalSeen[] },
  ): Promise<boolean>;
}

export interface OriginalSeen {
  /** Chinese name. */
  readonly material: string;
  readonly copies: number;
  readonly equal: boolean;
  readonly note?: string;
}

export interface DeliveryDeps extends DeliveryPlugs {
  readonly kernel: Kernel;
}

export const deliveryActor = { kind: 'system', name: 'delivery' } as const;
export const parcelJob = 'delivery.parcel';
