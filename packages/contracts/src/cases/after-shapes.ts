import { type Static, Type } from 'typebox';
import { Day, Instant, oneOf, Text } from '../shapes.ts';

/** The decision a change is about. */
const FormerDecision = Type.Object({
  number: Type.Optional(Type.String()),
  on: Day,
  outcome: oneOf(['granted', 'refused', 'not-accepted']),
});

/** 决定之后的变动: 更正, 撤销 (撤回、注销), 依决定重办. */
export const AmendmentView = Type.Object({
  id: Type.String(),
  kind: oneOf(['correct', 'revoke', 'reopen']),
  state: oneOf(['open', 'done', 'refused', 'dropped']),
  at: Instant,
  by: Type.Object({ name: Type.String(), number: Type.String() }),
  reason: Type.String(),
  former: FormerDecision,
  /** 更正: words of the decision's paper. */
  words: Type.Array(Type.Object({ wrong: Type.String(), right: Type.String() })),
  /** 更正: what the licence says. */
  fields: Type.Array(Type.Object({ label: Text, before: Type.String(), after: Type.String() })),
  /** Of a revocation. */
  ground: Type.Optional(Type.Object({ ending: Text, law: Type.String(), article: Type.String(), text: Text })),
  /** The last day to answer. */
  answerUntil: Type.Optional(Day),
  answer: Type.Optional(Type.Object({ text: Type.String(), hearing: Type.Boolean(), by: Type.String(), at: Instant })),
  /** Of a re-opening. */
  order: Type.Optional(
    Type.Object({
      kind: oneOf(['review', 'court', 'superior']),
      number: Type.String(),
      body: Type.String(),
      on: Day,
      servedOn: Day,
      fileId: Type.String(),
      licence: oneOf(['none', 'suspend', 'withdraw']),
    }),
  ),
  decided: Type.Optional(Type.Object({ by: Type.String(), at: Instant, note: Type.Optional(Type.String()) })),
});
export type AmendmentView = Static<typeof AmendmentView>;

/** For the official who may change a decision: the grounds the law gives, and what of the licence can be corrected. */
export const AfterChoices = Type.Object({
  grounds: Type.Array(
    Type.Object({
      id: Type.String(),
      ending: Text,
      /** The holder is told before, and may answer. */
      told: Type.Boolean(),
      law: Type.String(),
      article: Type.String(),
      text: Text,
    }),
  ),
  fields: Type.Array(
    Type.Object({ name: Type.String(), label: Text, type: oneOf(['string', 'number', 'date']), value: Type.String() }),
  ),
  /** Whether the decision has a paper of its own, whose words can be corrected. */
  paper: Type.Boolean(),
});
export type AfterChoices = Static<typeof AfterChoices>;
