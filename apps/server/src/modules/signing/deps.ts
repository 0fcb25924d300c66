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
  readonly realPerson: RealPerson;
  /** Fonts of the papers made from forms. */
  readonly paper: () => PaperEnv;
}

/** A party's seal opened for one signature. */
export interface OpenedPartySeal {
  readonly sealId: string;
  /** `signature` of a person; else which of a firm's seals. */
  readonly kind: string;
  readonly name: string;
  readonly prepared: PreparedSeal;
  readonly signer: Signer;
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
  ): Promise<void>;
}

/** What of the seals module a signing needs: the parties' own seals, opened with their password. */
export interface PartySeals {
  trust(): Promise<OfdTrust>;
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
