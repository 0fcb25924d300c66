import type { FormIssue } from './messages.ts';
import type { AnswerValue, Provenance } from './model.ts';

/** What the page shows of one field. The same object stays as long as nothing about the field changed. */
export interface FieldState {
  readonly path: string;
  readonly visible: boolean;
  readonly required: boolean;
  /** Normalised; for a faulty answer what was typed, so that it can be corrected; null when empty or hidden. */
  readonly value: AnswerValue;
  /** What may be kept: the normalised value, null when empty, hidden or unreadable. */
  readonly clean: AnswerValue;
  readonly editable: boolean;
  readonly computed: boolean;
  readonly provenance?: Provenance;
  readonly errors: readonly FormIssue[];
  /** Required, visible and empty. */
  readonly missing: boolean;
}

export interface SectionState {
  readonly name: string;
  readonly visible: boolean;
  /** Repeated sections: how many items there are now, and whether one more, one less is allowed. */
  readonly items: number;
  readonly canAdd: boolean;
  readonly canRemove: boolean;
  readonly errors: readonly FormIssue[];
}

export interface FormState {
  readonly sections: ReadonlyMap<string, SectionState>;
  /** In the order of the form; repeated fields as `家庭成员.0.姓名`. Hidden fields are in it with `visible: false`. */
  readonly fields: ReadonlyMap<string, FieldState>;
  /** Everything wrong with what was filled in. */
  readonly errors: readonly FormIssue[];
  /** Everything still to be filled in. */
  readonly missing: readonly FormIssue[];
  /** Answers under names the form doesn't have; they are never kept. */
  readonly unknown: readonly string[];
  /** No errors, nothing missing, nothing unknown: may be submitted. */
  readonly complete: boolean;
}
