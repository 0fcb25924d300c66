import type { PreparedSeal, SyncSigner } from '@miaopi/gm';
import type { Actor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
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

/** One setting of a seal, for the ledger. */
export interface SealUse {
  readonly sealId: string;
  readonly slug: string;
  readonly licenceId: string;
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

export interface Seals {
  readonly module: ServerModule;
  /** Makes key, certificate and seal of an issuing body; a second time nothing. Renews a seal that runs out within 30 days, with its grants. */
  ensureOffice(
    actor: Actor,
    office: { readonly uscc: string; readonly name: Text; readonly region: string },
  ): Promise<'new' | 'present'>;
  /** 系统授权 (F149): the machine may set this office's seal under decisions of this item; records the risk assessment it rests on. Idempotent. */
  ensureGrant(actor: Actor, grant: { readonly office: string; readonly slug: string }): Promise<'new' | 'present'>;
  /** Kept in memory. @throws seals.no_seal */
  sealerOf(office: string): Promise<OfficeSealer>;
  /** @throws seals.not_granted when the machine may not set the office's seal for this item now (looked up at most every 30 s; `recordUse` asks again) */
  checkGrant(office: string, slug: string): Promise<void>;
  /** Ledger row in the caller's transaction. @throws seals.not_granted, seals.sealed_already */
  recordUse(ctx: CommandContext, use: SealUse): Promise<void>;
  /** Recomputes the hash chains of the ledger; the number of entries, and the first that does not fit. */
  verifyLedger(): Promise<{
    readonly entries: number;
    readonly broken: { readonly sealId: string; readonly chain: number; readonly seq: number } | undefined;
  }>;
  /** Whom to believe: this installation's root, issuing authority, revocation lists and seal maker. */
  anchors(): Promise<Trust>;
  /** The same as PEM; also kept at `keys/trust.pem` of the data folder for `miaopi verify`. */
  exportTrust(): Promise<string>;
  /** The issuing authority itself, to certify the parties of the data exchange. Give out certificates, never this key. */
  authority(): Promise<{ readonly certificate: Uint8Array; readonly key: Uint8Array }>;
}
