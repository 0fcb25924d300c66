import type { PreparedSeal, Signer, SyncSigner } from '@miaopi/gm';
import type { Actor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import type { PictureSource, PrincipalKind, SealKind } from './domain/kinds.ts';
import type { SealState } from './domain/seal-life.ts';
import type { Strokes } from './domain/strokes.ts';
import type { StatusEvidence } from './status/ask-status.ts';
import type { JointTrust, Trust } from './trust-pem.ts';

/** An office's seal, ready to set on thousands of documents. */
export interface OfficeSealer {
  readonly sealId: string;
  readonly name: string;
  readonly prepared: PreparedSeal;
  /** At once, or later where the key is on a device; then it rejects with seals.carrier_silent or seals.carrier_refused. */
  readonly signer: Signer;
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
  readonly signer: Signer;
  /** For a PDF in place of `signer`: certified for this one use; the carrier's one signature goes into its consent. */
  pdfSigner(): Promise<PdfSigner>;
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

/** Scope of a grant and the assessment it rests on. */
export interface GrantProposal {
  readonly sealId: string;
  readonly slug: string;
  /** `licence`, … */
  readonly documentKind: string;
  /** `system`, or `staff:…`: decisions of this official only. */
  readonly grantee: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly maxUses?: number;
  readonly assessment: {
    readonly risks: readonly Text[];
    readonly measures: readonly Text[];
    readonly method: string;
    /** 1–5; their product may not exceed 12. */
    readonly likelihood: number;
    readonly impact: number;
  };
  readonly requestId?: string;
}

/** A file that needs its keeper's own hand (专管加盖). */
export interface KeeperUse {
  /** USCC: its unit seal. */
  readonly office: string;
  readonly slug: string;
  readonly documentKind: string;
  /** Asked again with the same id, the answer is how it stands. */
  readonly documentId: string;
  readonly licenceId: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly region: string;
  readonly title: Text;
  readonly holderName: string | null;
  /** OFD, not sealed. */
  readonly file: Uint8Array;
  readonly page: number;
  /** mm */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly operator: string;
}

/** How a file stands that waits for its keeper. */
export interface KeeperUseState {
  readonly requestId: string;
  readonly sealId: string;
  readonly sealName: string;
  readonly state: 'waiting' | 'sealing' | 'sealed' | 'rejected' | 'used';
  readonly since: Date;
  readonly reason: string | null;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  /** Of a sealed one. */
  readonly result: {
    readonly fileKey: string;
    readonly digest: string;
    readonly sealing: string;
    readonly bytes: number;
    readonly signedAt: string;
  } | null;
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

/** Signs what QR codes and lists of licences say, and nothing else: no seal of an office is used for them. */
export interface CodeSigner {
  /** Certified by the installation's issuing authority (DER). */
  readonly certificate: Uint8Array;
  /** 04 ‖ X ‖ Y */
  readonly publicKey: Uint8Array;
  /** SM2, DER; the same message gives the same signature. */
  sign(message: Uint8Array): Uint8Array;
}

export interface Seals {
  readonly module: ServerModule;
  /**
   * At installation: makes key, certificate and seal of an issuing body for the machine; a second time nothing. An office whose seal came by application
   * is left to its keeper, and so is one whose seal was revoked or lost. Renews a seal of the installation's own making that runs out within 30 days, with its grants.
   */
  ensureOffice(
    actor: Actor,
    office: { readonly uscc: string; readonly name: Text; readonly region: string },
  ): Promise<'new' | 'present'>;
  /**
   * 系统授权 (F149) at installation: the machine may set this office's seal under decisions of this item; records the risk assessment it rests on. Idempotent, and
   * without effect where people have taken the grant back, hold it back or decide on one, or where the office has no seal that the machine can set.
   */
  ensureGrant(actor: Actor, grant: { readonly office: string; readonly slug: string }): Promise<'new' | 'present'>;
  /** 系统授权 proposed by the keeper with its risk assessment; of no effect until another person confirms. Errors: `proposeGrant` of grant-use.ts */
  proposeGrant(actor: Actor, proposal: GrantProposal): Promise<{ readonly grantId: string }>;
  /** A security auditor confirms or refuses, never who proposed. @throws seals.grant_missing, seals.same_person, seals.wrong_state */
  decideGrant(
    actor: Actor,
    decision: { readonly grantId: string; readonly confirm: boolean; readonly reason: string },
  ): Promise<void>;
  /** The machine's own carrier of the office's unit seal. Kept in memory. @throws seals.no_seal */
  sealerOf(office: string): Promise<OfficeSealer>;
  /** @throws seals.not_granted when the machine may not set the office's seal for this item now (looked up at most every 30 s; `recordUse` asks again) */
  checkGrant(office: string, slug: string): Promise<void>;
  /** Ledger row in the caller's transaction, which it undoes when it is refused: seals.not_granted, seals.sealed_already */
  recordUse(ctx: CommandContext, use: SealUse): void;
  /**
   * Ledger rows of many in one journey; one that is not permitted refuses all. With `planId` they count as announced: not more than the plan has left.
   * @throws seals.not_granted, seals.sealed_already
   */
  recordUses(ctx: CommandContext, uses: readonly SealUse[], planId?: string): Promise<void>;
  /**
   * Announces, in the transaction that approves them, how often a batch will use the office's seal: its keeper is told, and the review does not take them for
   * drift. It permits nothing: each use still needs the grant. @throws seals.no_seal
   */
  planUses(
    ctx: CommandContext,
    plan: { readonly id: string; readonly office: string; readonly title: string; readonly uses: number },
  ): Promise<void>;
  /** Seals of an office, a firm or a person, whatever their state; for pickers filter `state === 'in-use'` and `keeper === actorHolder(actor)`. */
  listSealsOf(principal: SealPrincipal): Promise<readonly HeldSeal[]>;
  /** Picture of a seal (PNG, transparent ground). @throws seals.seal_missing */
  pictureOf(sealId: string): Promise<Uint8Array>;
  /** Keeps an impression (PNG) or evidence (PDF, PNG, JPEG) for an application of the actor's; swept after a day when none names it. @throws seals.file_refused */
  keepFile(actor: Actor, data: Uint8Array): Promise<{ readonly fileId: string }>;
  /** Applications for seals of an office, a firm or a person that are not decided or not made yet. */
  openApplicationsOf(
    principal: SealPrincipal,
  ): Promise<readonly { readonly id: string; readonly kind: SealKind; readonly state: 'submitted' | 'approved' }[]>;
  /** @throws seals.not_yours, seals.application_open, seals.seal_in_force, seals.not_renewable, seals.file_missing, kernel.invalid_request */
  applyForSeal(actor: Actor, application: SealApplication): Promise<{ readonly applicationId: string }>;
  /** Another person than the applicant approves or rejects (印章审批). @throws seals.application_missing, seals.wrong_state, seals.same_person, kernel.not_permitted */
  decideApplication(
    actor: Actor,
    decision: { readonly applicationId: string; readonly approve: boolean; readonly reason: string },
  ): Promise<void>;
  /** The authority makes the seal of an approved application. @throws seals.application_missing, seals.wrong_state, seals.impression_unusable, kernel.not_permitted */
  makeSeal(actor: Actor, input: { readonly applicationId: string }): Promise<{ readonly sealId: string }>;
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
  recordHeldUse(ctx: CommandContext, opened: OpenedSeal, use: HeldUse): void;
  /**
   * 专管加盖: puts a file on the list of its keeper, or answers how it stands there. When decided, event `seals.use_decided`
   * (`requestId`, `documentId`, `licenceId`, `caseId`, `approved`). Record the use of a sealed one with `recordKeeperUse`. @throws seals.no_seal
   */
  requestKeeperUse(use: KeeperUse): Promise<KeeperUseState>;
  /** How a document stands that was put on a keeper's list; undefined when it never was. */
  keeperUseOf(documentId: string): Promise<KeeperUseState | undefined>;
  /**
   * What the keeper sent back is done with, in the caller's transaction: asked for again, the document is a new request; the former stays with its file and reason.
   * @throws seals.wrong_state when it was not sent back
   */
  supersedeKeeperUse(ctx: CommandContext, documentId: string): Promise<void>;
  /** Ledger row of what a keeper sealed, as `recordUse`. */
  recordKeeperUse(ctx: CommandContext, use: Omit<SealUse, 'slug'> & { readonly requestId: string }): void;
  /** The recall that reaches a document (licence id, document id or SM3 of the file), if one does: 用印已召回 (X05). */
  recallOf(key: string): Promise<{ readonly at: Date; readonly reason: string } | undefined>;
  /** What a seal's state says of something sealed at a moment; undefined for a seal of another installation. */
  standingOf(sealId: string, sealedAt: Date): Promise<SealStanding | undefined>;
  /** Ledger rows of what was sealed for a case, as they are hashed. */
  usesOfCase(caseId: string): Promise<readonly unknown[]>;
  /** Recomputes the hash chains of the ledger; the number of entries, and the first that does not fit. */
  verifyLedger(): Promise<{
    readonly entries: number;
    readonly broken: { readonly sealId: string; readonly chain: number; readonly seq: number } | undefined;
  }>;
  /** Certificate and key are made when first asked for, and renewed before they run out. */
  pdfSignerOf(office: { readonly uscc: string; readonly name: string }): Promise<PdfSigner>;
  /** Whom to believe: this installation's root, issuing authority, revocation lists and seal maker. A revocation in another process is seen within 5 s. */
  anchors(): Promise<Trust>;
  /**
   * Whom to believe of files that people bring: the own authority, those the connectors name, those operators added. `authorityOf` says whose a signature is. What
   * this installation is to have issued itself is judged by `anchors` alone.
   */
  trusted(): Promise<JointTrust>;
  /**
   * The same for one file, with what the authorities of its certificates say of them now, as far as they may be asked (OCSP, lists of revoked certificates). On
   * arrival always, at a mere check where the installation is set so. Goes over the network: never inside a transaction.
   */
  trustedFor(data: Uint8Array, occasion: 'arrival' | 'check'): Promise<JointTrust & StatusEvidence>;
  /** `trusted` as PEM; also kept at `keys/trust.pem` of the data folder for `miaopi verify`. */
  exportTrust(): Promise<string>;
  /** Makes RFC 3161 tokens of the installation's own authority: what was sealed before a key was lost is then proven to be. */
  timeStamper(): Promise<PdfSigner['timeStamp']>;
  /** The installation's key for codes (X08), made when first asked for. Kept in memory. */
  codeSigner(): Promise<CodeSigner>;
  /** The issuing authority itself, to certify the parties of the data exchange. Give out certificates, never this key. */
  authority(): Promise<{ readonly certificate: Uint8Array; readonly key: Uint8Array }>;
}
