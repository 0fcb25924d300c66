import { type Static, Type } from 'typebox';
import { Answers, Instant, oneOf, Provenance, Text } from '../shapes.ts';

/** One thing to be corrected: a field of the form, or the material handed in by it. */
export const CorrectionPoint = Type.Object({
  /** Name of the field; of a repeated section, the section's. */
  field: Type.String({ minLength: 1, maxLength: 60 }),
  /** Of a material: the page it is about. */
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 999 })),
  why: Type.String({ minLength: 2, maxLength: 300 }),
  how: Type.String({ minLength: 2, maxLength: 300 }),
});
export type CorrectionPoint = Static<typeof CorrectionPoint>;

/** How a correction came in: online, over the counter, by courier, or at the counter before anything was noticed in writing; `version`: moved to another version of the item. */
export const CorrectionWay = oneOf(['online', 'hall', 'courier', 'spot', 'version']);

/** What a further filing made different, side by side. */
export const AnswerChange = Type.Object({
  field: Type.String(),
  label: Text,
  before: Text,
  after: Text,
  beforeFiles: Type.Array(Type.String()),
  afterFiles: Type.Array(Type.String()),
});
export type AnswerChange = Static<typeof AnswerChange>;

/** A filing after the first. */
export const FilingView = Type.Object({
  filing: Type.Integer({ description: '2 is the first correction' }),
  at: Instant,
  by: Type.String({ description: 'name of who filed it' }),
  byOfficial: Type.Boolean(),
  way: CorrectionWay,
  /** Who brought or sent it. */
  from: Type.Optional(Type.String()),
  /** Sheets or copies received on paper. */
  copies: Type.Optional(Type.Integer()),
  changes: Type.Array(AnswerChange),
});
export type FilingView = Static<typeof FilingView>;

/** 补正告知: what was told, once and complete. */
export const CorrectionView = Type.Object({
  nth: Type.Integer(),
  askedAt: Instant,
  askedBy: Type.String(),
  number: Type.String({ description: 'of the paper' }),
  until: Type.String({ description: 'yyyy-mm-dd, the last day to answer' }),
  points: Type.Array(Type.Object({ ...CorrectionPoint.properties, label: Text, kind: oneOf(['field', 'material']) })),
  /** Filing that answered it. */
  answeredBy: Type.Optional(Type.Integer()),
});
export type CorrectionView = Static<typeof CorrectionView>;

/** What the page that corrects works with: the file as filed and what of it is open. */
export const CorrectionForm = Type.Object({
  caseId: Type.String(),
  number: Type.String(),
  slug: Type.String(),
  itemName: Text,
  itemVersion: Type.Integer(),
  office: Text,
  /** Day of the first filing, by which the form is judged. */
  today: Type.String(),
  /** The notice in force; undefined where an official corrects at the counter without one. */
  notice: Type.Optional(CorrectionView),
  /** Fields that may be changed. */
  opened: Type.Array(Type.String()),
  answers: Answers,
  provenance: Type.Record(Type.String(), Provenance),
  lookups: Type.Array(
    Type.Object({
      name: Type.String(),
      label: Text,
      office: Text,
      status: oneOf(['found', 'none', 'unavailable', 'not-asked']),
      at: Type.Optional(Instant),
      data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
  applicant: Type.Object({
    kind: Type.String(),
    name: Type.String(),
    number: Type.String(),
    facts: Type.Record(Type.String(), Type.Unknown()),
  }),
  agent: Type.Union([
    Type.Object({ name: Type.String(), facts: Type.Record(Type.String(), Type.Unknown()) }),
    Type.Null(),
  ]),
});
export type CorrectionForm = Static<typeof CorrectionForm>;
