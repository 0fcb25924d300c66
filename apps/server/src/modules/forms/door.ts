import type { Answers, Provenance } from '@miaopi/forms';
import type { CaseInput, CompiledItem } from '@miaopi/items';
import type { PersonActor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { Issue } from '../../kernel/errors.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Text } from '../../kernel/text.ts';
import type { CorrectedAnswers, CorrectionOfAnswers } from './use-cases/correct-answers.ts';

export type { CorrectedAnswers, CorrectionOfAnswers };

/** An answer of a source kept with a draft, so that the case may reuse it while it is fresh. Same shape as the cases module's evidence. */
export interface DraftEvidence {
  readonly name: string;
  readonly label: Text;
  readonly requestId: string;
  readonly status: 'found' | 'none' | 'unavailable';
  readonly data: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly source: {
    readonly office: Text;
    readonly system: string;
    readonly operation: string;
    readonly purpose: Text;
  };
  /** ISO */
  readonly at: string;
  readonly milliseconds: number;
  readonly digest?: string;
  readonly reason?: string;
  readonly original?: unknown;
}

/** A draft taken into a case. */
export interface TakenDraft {
  readonly id: string;
  readonly slug: string;
  readonly itemVersion: number;
  /** Cleaned and checked against the form of that version: complete. */
  readonly answers: Answers;
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly evidence: readonly DraftEvidence[];
}

export interface DraftApplicant {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  readonly facts: Readonly<Record<string, string | null>>;
  readonly agent: { readonly facts: Readonly<Record<string, string | null>> } | null;
}

/** An open draft as it is judged: saved answers and look-ups. */
export interface OpenDraft {
  readonly slug: string;
  readonly revision: number;
  readonly item: CompiledItem;
  readonly input: CaseInput;
  readonly evidence: readonly DraftEvidence[];
}

export interface Forms {
  readonly module: ServerModule;
  /**
   * A draft for a filing of a registered system, filled in from account and registers; a repeated request is the same draft.
   * @throws catalog.item_missing, catalog.item_suspended, catalog.item_cancelled, forms.wrong_applicant, forms.consent_needed
   */
  open(
    actor: PersonActor,
    wanted: { readonly requestId: string; readonly slug: string },
  ): Promise<{ readonly draftId: string }>;
  /**
   * Fills in over what is there (null empties a field), looks up what depends on it, keeps both, and tells what is wrong or still missing.
   * @throws forms.draft_missing, forms.draft_submitted, forms.draft_changed, forms.too_large
   */
  fill(
    actor: PersonActor,
    draftId: string,
    answers: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly revision: number; readonly gaps: readonly Issue[] }>;
  /**
   * The person's draft before the filing transaction opens, with `answers` as `take` will take them; undefined when he has no such draft or it was
   * filed: the filing itself says so. @throws forms.too_large
   */
  peek(draftId: string, actor: PersonActor, answers?: Answers): Promise<OpenDraft | undefined>;
  /**
   * The person's open draft as it is judged, saved answers and look-ups. @throws forms.draft_missing, forms.draft_submitted
   */
  inputOf(draftId: string, actor: PersonActor): Promise<{ readonly item: CompiledItem; readonly input: CaseInput }>;
  /**
   * In the filing transaction: locks the person's draft, takes `answers` when given (as a last save), puts locked fields back, computes, validates and marks it as
   * submitted with the case. Throws forms.draft_missing, forms.draft_changed, forms.version_changed, forms.incomplete (with all issues),
   * forms.draft_submitted (extra: caseId).
   */
  take(
    ctx: CommandContext,
    input: {
      readonly draftId: string;
      readonly actor: PersonActor;
      readonly revision: number;
      readonly answers?: Answers;
      /** What `peek` answered with the same `answers`: what stands is neither read nor evaluated again. */
      readonly peeked?: OpenDraft;
      readonly caseId: string;
      readonly item: (slug: string, version: number) => CompiledItem | undefined;
      readonly applicant: (slug: string) => Promise<DraftApplicant>;
    },
  ): Promise<TakenDraft>;
  /**
   * A filed form corrected where it was opened, read through `db`: the transaction that files it anew, or before it opens. Throws forms.not_opened,
   * forms.incomplete (with all issues), forms.too_large.
   */
  correct(db: Reader, correction: CorrectionOfAnswers): Promise<CorrectedAnswers>;
}
