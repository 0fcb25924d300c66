import type { Answers } from '@miaopi/forms';
import type { CaseInput, CompiledItem } from '@miaopi/items';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { DraftEvidence } from './door.ts';

type Facts = Readonly<Record<string, string | null>>;

/** On whose behalf a form is filled in, with what is known of them. */
export interface Applicant {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  readonly name: string;
  /** ID number or USCC. */
  readonly number: string;
  readonly facts: Facts;
  readonly agent: { readonly name: string; readonly facts: Facts } | null;
}

/** Plug points, filled in `wiring/`: this module knows nobody. */
export interface FormsPlugs {
  /** The version in force unless one is named. */
  item(slug: string, version?: number): CompiledItem | undefined;
  /** A version that may not be in memory. */
  load(slug: string, version: number): Promise<CompiledItem | undefined>;
  /** Undefined: the actor may not (or no longer) act for the principal in this item. */
  applicant(actor: PersonActor, slug: string): Promise<Applicant | undefined>;
  consented(actor: PersonActor, slug: string): Promise<boolean>;
  /** Asks what the plan of the item says, in parallel, until nothing more is to be asked; never throws for a source that does not answer. */
  gather(request: {
    readonly item: CompiledItem;
    readonly input: CaseInput;
    readonly when: 'draft';
    readonly known: readonly DraftEvidence[];
  }): Promise<readonly DraftEvidence[]>;
  /** Answers of the principal's newest earlier case, of any item. */
  earlierAnswers(
    actor: PersonActor,
    slug: string,
  ): Promise<{ readonly answers: Answers; readonly at: string } | undefined>;
  /** What uploads are, as stored: the browser's word on a file is not taken. Those missing are not the person's. `db` is the filing's transaction. */
  files?(personId: string, fileIds: readonly string[], db: Reader): Promise<readonly StoredFile[]>;
}

export interface StoredFile {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sm3: string;
}

export interface FormsDeps {
  readonly kernel: Kernel;
  readonly plugs: FormsPlugs;
}

/** Only what the form reads: the account has more. */
export function keptApplicant({ kind, id, name, number, facts, agent }: Applicant): Applicant {
  return { kind, id, name, number, facts, agent: agent && { name: agent.name, facts: agent.facts } };
}
