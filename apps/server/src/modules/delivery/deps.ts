import type { StaffActor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Text } from '../../kernel/text.ts';
import type { Payments } from '../payments/index.ts';
import type { Carrier } from './carriers/carrier.ts';

export interface DeliveryPlugs {
  readonly collection: CollectionPlug;
  readonly papers: PapersPlug;
  /** Who carries parcels; undefined: nobody, then results wait at the counter. */
  readonly carrier: Carrier | undefined;
  /** Others who are only asked about parcels that applicants sent with them. */
  readonly otherCarriers?: readonly Carrier[];
  /** Who bills a courier's fee; undefined: it is paid at the door or by the state. */
  readonly payments?: Pick<Payments, 'issue' | 'takeBackParcel'>;
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

/** What a case wants on paper, and what its originals do to it; filled by `cases`. */
export interface PapersPlug {
  /** Undefined for a case nobody knows. @param db in the caller's transaction */
  asked(caseId: string, db?: Reader): Promise<PapersAsked | undefined>;
  /** In the transaction that opens the parcel. @returns whether all originals agree with what was uploaded */
  received(
    ctx: CommandContext,
    actor: StaffActor,
    caseId: string,
    given: {
      readonly purpose: 'originals' | 'collection';
      readonly from: string;
      readonly originals: readonly OriginalSeen[];
    },
  ): Promise<boolean>;
}

export interface PapersAsked {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly region: string;
  readonly office: { readonly uscc: string; readonly name: Text };
  readonly itemName: Text;
  readonly applicant: { readonly kind: 'person' | 'firm'; readonly id: string; readonly name: string };
  readonly contactId: string;
  /** The window that takes papers; undefined: none by courier. */
  readonly sendIn:
    | {
        readonly name: string;
        readonly phone: string;
        readonly address: string;
        readonly paidBy: 'state' | 'sender';
      }
    | undefined;
  readonly purpose: 'originals' | 'collection' | 'correction' | undefined;
  readonly papers: readonly { readonly name: Text; readonly files: readonly string[] }[];
  /** yyyy-mm-dd */
  readonly until: string | undefined;
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
export const incomingJob = 'delivery.incoming';
