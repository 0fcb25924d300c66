import type { PreparedSeal, Signer } from '@miaopi/gm';
import type { PaperEnv } from '@miaopi/layout';
import type { OfdTrust } from '@miaopi/ofd';
import type { PersonActor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Forms } from '../forms/index.ts';
import type { Identity, RealPerson } from '../identity/index.ts';
import type { Materials } from '../materials/index.ts';

export interface SigningDeps {
  readonly kernel: Kernel;
  readonly identity: Identity;
  readonly catalog: Catalog;
  readonly forms: Forms;
  readonly materials: Materials;
  readonly seals: PartySeals;
  readonly licences: BusinessLicences;
  readonly realPerson: RealPerson;
  /** Fonts of the papers made from forms. */
  readonly paper: () => PaperEnv;
}

/** See `PdfSigner` of the seals module. */
export interface PartyPdfSigner {
  readonly signer: Signer;
  readonly chain: readonly Uint8Array[];
  readonly timeStamp: (signature: Uint8Array) => Uint8Array;
}

/** A party's seal opened for one signature. */
export interface OpenedPartySeal {
  readonly sealId: string;
  /** `signature` of a person; else which of a firm's seals. */
  readonly kind: string;
  readonly name: string;
  readonly prepared: PreparedSeal;
  readonly signer: Signer;
  /** In place of `signer`, for a PDF: P-256, so that readers of PDF everywhere know it, with its issuers and time stamps. */
  pdfSigner(): Promise<PartyPdfSigner>;
  /** mm */
  readonly width: number;
  readonly height: number;
  /** Ledger row, in the transaction that makes the signed document known. */
  record(
    ctx: CommandContext,
    use: {
      readonly region: string;
      /** SM3 of the signed file, hex. */
      readonly digest: string;
      readonly page: number;
      readonly x: number;
      readonly y: number;
      readonly sealedAt: Date;
    },
  ): void;
}

/** What of the seals module a signing needs: the parties' own seals, opened with their password. */
export interface PartySeals {
  trust(): Promise<OfdTrust>;
  /** Time stamps over signature values (RFC 3161). */
  timeStamper(): Promise<(signature: Uint8Array) => Uint8Array>;
  /** Ids of all seals a person or firm ever had here. */
  heldBy(principal: { readonly kind: 'person' | 'firm'; readonly id: string }): Promise<readonly string[]>;
  /** The secret of the browser that carriers may be bound to. */
  deviceOf(cookies: Readonly<Record<string, string | undefined>>): string | undefined;
  /** @throws seals.* when the password is wrong, the seal is not the actor's, or not in use */
  open(request: {
    readonly actor: PersonActor;
    readonly sealId: string;
    readonly password: string;
    readonly device: string | undefined;
    readonly sessionId: string;
    readonly turn: number;
  }): Promise<OpenedPartySeal>;
}

/** Electronic business licences (电子营业执照) as a means of signing: the firm's key stays with the app that holds the licence. */
export interface BusinessLicences {
  /** Whether the installation is connected to such a system at all. */
  readonly available: boolean;
  /** Asks for one signature; what the answer names is shown as a QR code. The same reference gives the same ticket. */
  open(request: {
    readonly reference: string;
    readonly uscc: string;
    readonly title: string;
    /** SM3 of the document as the person sees it, hex. */
    readonly sm3: string;
  }): Promise<
    | { readonly status: 'opened'; readonly ticket: string; readonly url: string; readonly until: Date }
    | { readonly status: 'no-licence' | 'unavailable' }
  >;
  stateOf(
    ticket: string,
    reference: string,
  ): Promise<
    | { readonly status: 'waiting' | 'refused' | 'expired' | 'unavailable' }
    | ({ readonly status: 'confirmed' } & ConfirmedLicence)
  >;
  /** The licence's signature over 32 bytes (SM2, e of GB/T 32918.2 §6.1); undefined when the app does not give it. */
  sign(ticket: string, digest: Uint8Array, reference: string): Promise<Uint8Array | undefined>;
}

/** What the app says once its holder has confirmed. */
export interface ConfirmedLicence {
  readonly uscc: string;
  /** SM3 of the document that was confirmed, hex. */
  readonly sm3: string;
  readonly by: { readonly name: string; readonly number: string; readonly role: string };
  /** DER */
  readonly certificate: Uint8Array;
  /** The firm's seal of GB/T 38540, DER. */
  readonly seal: Uint8Array;
}
