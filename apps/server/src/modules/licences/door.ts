import type { CaseInput, CompiledItem } from '@miaopi/items';
import type { Actor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import type { Change, CorrectableField } from './domain/correct-content.ts';
import type { NewSystem } from './use-cases/share-systems.ts';

export type { Change, CorrectableField };

export interface Holder {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  readonly name: string;
  /** ID number or USCC. */
  readonly number: string;
}

/** A licence whose number is taken and whose content is fixed, not yet made. */
export interface ReservedLicence {
  readonly id: string;
  readonly identifier: string;
  readonly number: string;
  readonly version: number;
  readonly slug: string;
  readonly itemVersion: number;
  readonly caseId: string;
  readonly office: string;
  readonly region: string;
  readonly holder: Holder;
  /** Fields, metadata, validity as `licenceContent` of @miaopi/items answered, plain JSON: what is shown and what a paper can be drawn from again. */
  readonly content: unknown;
  readonly issuedAt: string;
  /** Identifier of the one it replaces. */
  readonly replaces: string | null;
  /** Version of the catalogue row it is made under. */
  readonly typeVersion: number | null;
}

/** The sealed file lies under its key; the commit that makes it known is `complete`. */
export interface MadeLicence {
  readonly licence: ReservedLicence;
  readonly fileKey: string;
  /** SM3 of the file, hex. */
  readonly digest: string;
  /** SM3 of the signed description (dataHash), hex: names the sealing, whatever becomes of the ZIP around it. */
  readonly sealing: string;
  readonly bytes: number;
  readonly pages: number;
  readonly width: number;
  readonly height: number;
  readonly seal: {
    readonly sealId: string;
    readonly name: string;
    readonly place: { readonly page: number; readonly x: number; readonly y: number };
    readonly signedAt: string;
  };
  /** Sealed by the keeper's own hand, under this request; else by the machine under its grant. */
  readonly keeperRequest?: string;
  readonly milliseconds: { readonly make: number; readonly seal: number };
}

/** A licence in force among what the state holds of somebody. */
export interface HeldLicence {
  /** Id of the licence: `getLicenceFile` gives the file. */
  readonly fileId: string;
  /** Name of the type with the number. */
  readonly name: string;
  readonly mediaType: 'application/ofd';
  readonly bytes: number;
  /** ISO */
  readonly at: string;
}

export interface Licences {
  readonly module: ServerModule;
  /** At installation, once an item: the issuing office's seal and the system's grant to use it for this item. Without it `make` refuses. Idempotent. */
  prepare(actor: Actor, item: CompiledItem): Promise<void>;
  /**
   * In the deciding transaction: takes the next number of the type's register and keeps the content. One licence a case. The one it replaces is held
   * from here to `complete`, which therefore can't fail for it. Throws licences.superseded when that one was changed or lost its validity meanwhile.
   */
  reserve(
    ctx: CommandContext,
    input: {
      /** Of the licence, when the caller has made it to write it down meanwhile. */
      readonly id?: string;
      readonly item: CompiledItem;
      readonly caseId: string;
      readonly caseNumber: string;
      readonly office: { readonly uscc: string; readonly name: Text };
      readonly region: string;
      readonly holder: Holder;
      readonly input: CaseInput;
    },
  ): Promise<ReservedLicence>;
  /** The reserved licence of a case, for a chain that goes on after a crash; undefined when none or complete. */
  reservedOf(caseId: string): Promise<ReservedLicence | undefined>;
  /** What of the reserved licence of a case an official may correct, as it reads now. */
  correctable(caseId: string): Promise<readonly CorrectableField[]>;
  /**
   * In the caller's transaction: clerical mistakes on the reserved licence that its keeper sent back; it is then drawn anew and asked for again by `make`. Without corrections only that.
   */
  correct(
    ctx: CommandContext,
    given: {
      readonly caseId: string;
      readonly item: CompiledItem;
      readonly corrections: readonly { readonly field: string; readonly value: string }[];
    },
  ): Promise<
    | { readonly ok: true; readonly changes: readonly Change[] }
    | { readonly ok: false; readonly faults: readonly { readonly field: string; readonly message: Text }[] }
  >;
  /** What of an issued licence may be corrected by its office, as it reads now; empty when it is not in force. */
  correctableIssued(licenceId: string): Promise<readonly CorrectableField[]>;
  /**
   * 更正, in the caller's transaction: a new version of an issued licence with its clerical mistakes corrected, same number, the former 变更作废 once it is made.
   * A job makes and seals it; `finishCorrection` after the commit does it at once.
   * @param dry only what would be changed, or is wrong
   * @throws licences.licence_missing, licences.not_lawful, licences.being_replaced
   */
  correctIssued(
    ctx: CommandContext,
    given: {
      readonly licenceId: string;
      readonly office: string;
      readonly item: CompiledItem;
      readonly corrections: readonly { readonly field: string; readonly value: string }[];
      readonly note: string;
      /** 文书号 of the notice of correction. */
      readonly document: string;
      readonly dry?: boolean;
    },
  ): Promise<
    | { readonly ok: true; readonly changes: readonly Change[]; readonly made: string }
    | { readonly ok: false; readonly faults: readonly { readonly field: string; readonly message: Text }[] }
  >;
  /** Makes a corrected version now; one that is made already is left alone. */
  finishCorrection(licenceId: string): Promise<void>;
  /**
   * In the caller's transaction: what a decision on its case does to an issued licence (撤销、撤回、注销、暂扣). The caller tells the holder.
   * @throws licences.licence_missing, licences.not_lawful, licences.being_replaced
   */
  follow(
    ctx: CommandContext,
    given: {
      readonly licenceId: string;
      readonly office: string;
      readonly action: 'withdraw' | 'cancel' | 'suspend';
      /** Id of a ground of this action. */
      readonly ground: string;
      readonly note: string;
      readonly document: string;
      readonly by: { readonly id: string; readonly name: string };
      /** The second person. */
      readonly confirmedBy?: { readonly id: string; readonly name: string };
      /** Leave it as it is when it can't come to that any more (it ran out, was changed, ended). */
      readonly ifLawful?: boolean;
    },
  ): Promise<void>;
  /** In the caller's transaction: the grant is withdrawn before anything was sealed; the number is void (作废号), the former licence free again. */
  giveUp(ctx: CommandContext, caseId: string): Promise<void>;
  /** Outside any transaction: draws, seals, writes the file. May be done again: each time a new file under a new key. */
  make(licence: ReservedLicence, item: CompiledItem, input: CaseInput): Promise<MadeLicence>;
  /** In the final transaction: licence valid, the seal's ledger row, the replaced one 变更作废. */
  complete(
    ctx: CommandContext,
    made: MadeLicence,
    by: { readonly caseNumber: string; readonly operator: string },
  ): Promise<void>;
  /** Evidence from the licence library: the holder's valid licence of this type as the item package reads it, or undefined. Field names are those of licence.yaml, besides 证照编号, 证照标识, 颁发日期, 有效期止. One whose trust grade is no proof (F218) is not there. */
  heldBy(
    holder: { readonly kind: 'person' | 'firm'; readonly number: string },
    typeName: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** F078: what a person or firm holds in force, newest first. */
  listHeld(principal: { readonly kind: 'person' | 'firm'; readonly id: string }): Promise<readonly HeldLicence[]>;
  /** Picture of an office's seal (PNG, transparent ground), for papers that show it without carrying an electronic seal. */
  sealPicture(office: string): Promise<Uint8Array>;
  /**
   * A paper of the office as PDF, signed with its document key (PAdES B-T, F144), as the PDF copies of licences are. The seal's picture shows the signature.
   * @param seal page from 0, mm
   */
  signPaper(
    office: { readonly uscc: string; readonly name: string },
    pdf: Uint8Array,
    paper: {
      readonly reason: string;
      readonly seal?:
        | {
            readonly page: number;
            readonly x: number;
            readonly y: number;
            readonly width: number;
            readonly height: number;
          }
        | undefined;
    },
  ): Promise<Uint8Array>;
  /** F220: a licence issued before the platform was there: registered, made and sealed by the issuing office, valid. Idempotent by type and number. */
  importStock(
    actor: Actor,
    stock: {
      readonly item: CompiledItem;
      readonly number: string;
      readonly holder: Holder;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly issuedOn: string;
      readonly validTo: string | null;
      readonly office: { readonly uscc: string; readonly name: Text };
      readonly region: string;
    },
  ): Promise<'new' | 'present'>;
  /** Registers a system that may ask for licences (F219); its secret is told once. @throws licences.system_incomplete */
  registerSystem(actor: Actor, system: NewSystem): Promise<{ readonly systemId: string; readonly secret?: string }>;
  /** Names of the registered systems. */
  listSystems(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Rows of the licence directory (up_lic_data) for these licences, also of those that are no longer in force; reserved numbers have none. */
  directoryRows(licenceIds: readonly string[]): Promise<
    readonly {
      readonly identifier: string;
      readonly name: string;
      readonly typeCode: string;
      readonly number: string;
      readonly holderKind: 'person' | 'firm';
      readonly holderName: string;
      readonly holderNumber: string;
      readonly region: string;
      readonly office: string;
      readonly officeName: string;
      /** yyyy-mm-dd */
      readonly issuedOn: string;
      /** Not changed, cancelled, revoked, withdrawn; a suspended one is. */
      readonly inForce: boolean;
    }[]
  >;
  /** The sealed file of an issued licence (OFD); undefined when there is none. The caller answers for who may have it. */
  fileOf(
    licenceId: string,
  ): Promise<{ readonly number: string; readonly identifier: string; readonly data: Uint8Array } | undefined>;
  /** What a case shows of its licence. */
  briefOf(licenceId: string): Promise<
    | {
        readonly id: string;
        readonly identifier: string;
        readonly number: string;
        readonly name: Text;
        readonly state: string;
      }
    | undefined
  >;
}
