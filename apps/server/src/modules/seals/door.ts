import type { PreparedSeal, SyncSigner } from '@miaopi/gm';
import type { Actor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import type { PictureSource, PrincipalKind, SealKind } from './domain/kinds.ts';
import type { SealState } from './domain/seal-life.ts';
import type { Strokes } from './domain/strokes.ts';
import type { Trust } from './trust-pem.ts';

/** An office's seal, ready to set on thousands of documents. */
export interface OfficeSealer {
  readonly sealId: string;
  readonly name: string;
  readonly prepared: PreparedSeal;
  readonly signer: SyncSigner;
  /** mm */
  readonly diameter: number;
  /** PNG with transparent ground. */
  readonly picture: Uint8Array;
}

/** Signs PDFs in an office's name so that readers everywhere understand it (PAdES B-T, P-256). */
export interface PdfSigner {
  readonly signer: SyncSigner;
  /** Issuers of its certificate. */
  readonly chain: readonly Uint8Array[];
  /** RFC 3161 token over a signature value, of the installation's own authority. */
  readonly timeStamp: (signature: Uint8Array) => Uint8Array;
}

/** One setting of a seal by the machine under a grant, for the ledger. */
export interface SealUse {
  readonly sealId: string;
  readonly slug: string;
  readonly licenceId: string;
  /** What the grant must be for; `licence` when absent. */
  readonly documentKind?: string;
  readonly caseId: string | null;
  readonly region: string;
  /** SM3 of the sealed file, hex. */
  readonly digest: string;
  /** From 0. */
  readonly page: number;
  /** mm from the page's left and top edge to the stamp's box. */
  readonly x: number;
  readonly y: number;
  readonly sealedAt: Date;
  /** Staff id of who decided, or `system`. */
  readonly operator: string;
}

/** Whose seals: USCC of an office, id of a firm or a person (as `actor.principal.id`). */
export interface SealPrincipal {
  readonly kind: PrincipalKind;
  readonly id: string;
}

/** A seal as its holder sees it. */
export interface HeldSeal {
  readonly sealId: string;
  readonly kind: SealKind;
  readonly kindName: Text;
  readonly name: string;
  readonly principal: SealPrincipal;
  /** `expired` is computed. */
  readonly state: SealState | 'expired';
  readonly stateName: Text;
  readonly stateReason: string | null;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** Its renewal may be asked for (from 60 days before its end). */
  readonly renewable: boolean;
  /** Actor key (`person:…`, `staff:…`) and name of who keeps it: only they may use it. */
  readonly keeper: string | null;
  readonly keeperName: string | null;
  /** mm of the picture. */
  readonly width: number;
  readonly height: number;
}

/** Asking for a seal. Who may: `kindsOfSeal`; a firm's legal representative, a person for his own signature, an office's keeper of seals. */
export interface SealApplication {
  /** Same id, same answer. */
  readonly requestId?: string;
  readonly kind: SealKind;
  readonly source: PictureSource;
  /** Words under the star of a special seal, at most 16 characters; the kind's own when absent. */
  readonly inscription?: string;
  /** Of `source: 'scan'`: the uploaded file, and its resolution or the measured width of the seal in mm. */
  readonly impression?: { readonly fileId: string; readonly dpi?: number; readonly widthMm?: number };
  /** Of `source: 'handwritten'`. */
  readonly strokes?: Strokes;
  readonly evidence?: readonly { readonly fileId: string; readonly name: string }[];
  readonly reason: string;
  /** Id of the seal that this one is to replace when it ends (F153). */
  readonly renews?: string;
}

/** What one opening of a carrier is for; the ledger's row must name the same. */
export interface UsePurpose {
  /** `contract`, `material`, `application` … free, 1–40 characters. */
  readonly documentKind: string;
  /** Your id of the document, 1–120 characters. */
  readonly documentId: string;
  /** Which place of the document, when the same seal stands on it more than once (e.g. the signing place's name). */
  readonly slot?: string;
}

/** A holder's seal opened with its password for one use: sign once, record once, within five minutes. */
export interface OpenedSeal {
  readonly openingId: string;
  readonly sealId: string;
  readonly kind: SealKind;
  readonly name: string;
  readonly prepared: PreparedSeal;
  /** Signs once; a second time throws. */
  readonly signer: SyncSigner;
  /** mm */
  readonly width: number;
  readonly height: number;
  /** PNG with transparent ground. */
  readonly picture: Uint8Array;
  readonly purpose: UsePurpose;
}

export interface HeldUse {
  readonly caseId: string | null;
  /** Six digits or more. */
  readonly region: string;
  /** SM3 of the sealed file, hex. */
  readonly digest: string;
  readonly page: number;
  /** mm */
  readonly x: number;
  readonly y: number;
  readonly sealedAt: Date;
}

/** What became of a seal, for whoever verifies something sealed with it. */
export interface SealStanding {
  readonly sealId: string;
  readonly state: SealState;
  readonly stateName: Text;
  /** Nothing sealed from here on is to be trusted; null when all is. */
  readonly notTrustedSince: Date | null;
  /** Whether something sealed at the moment asked about is touched. */
  readonly good: boolean;
}

export interface Seals {
  readonly module: ServerModule;
  /**
   * At installation: makes key, certificate and seal of an issuing body for the machine; a second time nothing. An office whose seal came by application
   * is left to its keeper. Renews a seal of the installation's own making that runs out within 30 days, with its grants.
   */
  ensureOffice(
    actor: Actor,
    office: { readonly uscc: string; readonly name: Text; readonly region: string },
  ): Promise<'new' | 'present'>;
  /** 系统授权 (F149) at installation: the machine may set this office's seal under decisions of this item; records the risk assessment it rests on. Idempotent. */
  ensureGrant(actor: Actor, grant: { readonly office: string; readonly slug: string }): Promise<'new' | 'present'>;
  /** The machine's own carrier of the office's unit seal. Kept in memory. @throws seals.no_seal */
  sealerOf(office: string): Promise<OfficeSealer>;
  /** @throws seals.not_granted when the machine may not set the office's seal for this item now (looked up at most every 30 s; `recordUse` asks again) */
  checkGrant(office: string, slug: string): Promise<void>;
  /** Ledger row in the caller's transaction. @throws seals.not_granted, seals.sealed_already */
  recordUse(ctx: CommandContext, use: SealUse): Promise<void>;
  /** Seals of an office, a firm or a person, whatever their state; for pickers filter `state === 'in-use'` and `keeper === actorHolder(actor)`. */
  listSealsOf(principal: SealPrincipal): Promise<readonly HeldSeal[]>;
  /** Picture of a seal (PNG, transparent ground). @throws seals.seal_missing */
  pictureOf(sealId: string): Promise<Uint8Array>;
  /** @throws seals.not_yours, seals.application_open, seals.seal_in_force, seals.not_renewable, seals.file_missing, kernel.invalid_request */
  applyForSeal(actor: Actor, application: SealApplication): Promise<{ readonly applicationId: string }>;
  /**
   * The keeper takes a made seal into use: key made in the carrier, certificate issued, seal signed by its maker. The seal it renews is replaced.
   * @param device secret of the caller's device (cookie `seal_device`); undefined: the first device that gives the password is bound
   * @throws seals.seal_missing, seals.wrong_state, seals.weak_password
   */
  activate(
    actor: Actor,
    input: { readonly sealId: string; readonly password: string; readonly device?: string },
  ): Promise<void>;
  /**
   * Opens the actor's seal for ONE use with the carrier's password. Then, outside a transaction, seal the document with `prepared` and `signer`; then call
   * `recordHeldUse` in the transaction that makes the sealed file known. An opening not recorded within five minutes permits nothing.
   * @throws seals.seal_missing when the seal is not of the actor's principal or the actor is not its keeper · seals.wrong_password ·
   *   seals.carrier_locked · seals.carrier_unready · seals.other_device · seals.wrong_state when suspended, lost, ended or expired
   */
  openForUse(request: {
    readonly sealId: string;
    readonly actor: Actor;
    readonly password: string;
    /** `cookies[sealDeviceCookie]` of the request. */
    readonly device?: string;
    readonly purpose: UsePurpose;
  }): Promise<OpenedSeal>;
  /** Ledger row of a holder's use, in the caller's transaction. @throws seals.not_granted (opening used, expired, of another document), seals.sealed_already */
  recordHeldUse(ctx: CommandContext, opened: OpenedSeal, use: HeldUse): Promise<void>;
  /** What a seal's state says of something sealed at a moment; undefined for a seal of another installation. */
  standingOf(sealId: string, sealedAt: Date): Promise<SealStanding | undefined>;
  /** Recomputes the hash chains of the ledger; the number of entries, and the first that does not fit. */
  verifyLedger(): Promise<{
    readonly entries: number;
    readonly broken: { readonly sealId: string; readonly chain: number; readonly seq: number } | undefined;
  }>;
  /** Certificate and key are made when first asked for, and renewed before they run out. */
  pdfSignerOf(office: { readonly uscc: string; readonly name: string }): Promise<PdfSigner>;
  /** Whom to believe: this installation's root, issuing authority, revocation lists and seal maker. A revocation in another process is seen within 5 s. */
  anchors(): Promise<Trust>;
  /** The same as PEM; also kept at `keys/trust.pem` of the data folder for `miaopi verify`. */
  exportTrust(): Promise<string>;
  /** The issuing authority itself, to certify the parties of the data exchange. Give out certificates, never this key. */
  authority(): Promise<{ readonly certificate: Uint8Array; readonly key: Uint8Array }>;
}
