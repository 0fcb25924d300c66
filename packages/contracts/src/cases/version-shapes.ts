import { type Static, Type } from 'typebox';
import { oneOf, Text } from '../shapes.ts';

const verdict = oneOf(['met', 'unmet', 'unknown', 'not-applicable']);
const Step = Type.Object({ id: Type.String(), name: Text });

/** The limit by one version, day by day. */
const LimitView = Type.Object({
  /** What the item promises. */
  promised: Text,
  /** yyyy-mm-dd; absent before the acceptance, and beyond the known calendar. */
  due: Type.Optional(Type.String()),
  derivation: Type.Array(Type.Object({ day: Type.String(), counted: Type.Boolean(), why: Text })),
});

/** What a running case would become under the version of its item that is in force now. Computed from both versions and the file; nothing is changed. */
export const VersionPreview = Type.Object({
  caseId: Type.String(),
  number: Type.String(),
  slug: Type.String(),
  itemName: Text,
  from: Type.Integer(),
  to: Type.Integer(),
  /** Given back with the confirmation: what is done is what was shown. */
  digest: Type.String(),
  /** Why it can't be done; empty when it can. */
  hindrances: Type.Array(Text),
  form: Type.Object({
    changes: Type.Array(Type.Object({ kind: Type.String(), label: Text, message: Text })),
    /** Answers that stay as they are. */
    stays: Type.Integer(),
    /** Filled by the account or a register, where the new version asks for more. */
    filled: Type.Array(Type.Object({ label: Text, from: Text })),
    /** Answers with no place in the new version; kept in the record of the act. */
    fallen: Type.Array(Type.Object({ label: Text, value: Text, why: Text })),
    /** To be completed by a person. */
    missing: Type.Array(
      Type.Object({
        /** Name in the form: a field, or a repeated section as a whole. */
        field: Type.String(),
        label: Text,
        message: Text,
        material: Type.Boolean(),
        /** `official`: he may fill it in with the applicant's consent · `applicant`: only the applicant · `nobody`: it comes from a register. */
        by: oneOf(['official', 'applicant', 'nobody']),
      }),
    ),
  }),
  materials: Type.Array(
    Type.Object({ name: Text, change: oneOf(['wanted', 'not-wanted', 'otherwise']), toUpload: Type.Boolean() }),
  ),
  /** By the evidence there is; side by side. */
  conditions: Type.Array(
    Type.Object({
      id: Type.String(),
      text: Text,
      /** As it is worded in the former version, where that is otherwise. */
      was: Type.Optional(Text),
      before: Type.Optional(verdict),
      after: Type.Optional(verdict),
      changed: Type.Boolean(),
    }),
  ),
  /** Registers that only the new version asks; they are asked when it is confirmed. */
  asks: Type.Array(Text),
  steps: Type.Object({
    added: Type.Array(Step),
    removed: Type.Array(Step),
    changed: Type.Array(Step),
    /** Where it stands, and stands afterwards; absent before the acceptance. */
    at: Type.Optional(Step),
    to: Type.Optional(Step),
    /** Where `to` is absent after the acceptance: one of these is to be picked. */
    choices: Type.Array(Step),
  }),
  limit: Type.Object({
    before: LimitView,
    after: LimitView,
    /** The former limit stays. */
    kept: Type.Optional(Text),
  }),
  /** 分 */
  fee: Type.Object({ before: Type.Integer(), after: Type.Integer(), billed: Type.Boolean() }),
  /** Papers, licence and notices that are others from now on; what was issued stays. */
  templates: Type.Array(Text),
});
export type VersionPreview = Static<typeof VersionPreview>;
