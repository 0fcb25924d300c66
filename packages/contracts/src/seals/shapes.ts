import { type Static, Type } from 'typebox';
import { Id, Instant, oneOf, Text } from '../shapes.ts';

export const SealKind = oneOf(
  ['unit', 'business', 'date', 'legal-name', 'finance', 'contract', 'legal-person', 'signature'],
  {
    description:
      'unit 单位公章 · business 业务专用章 · date 日期章 · legal-name 法定名称章 · finance 财务专用章 · contract 合同专用章 · legal-person 法定代表人名章 · signature 个人签名',
  },
);
export type SealKind = Static<typeof SealKind>;
export const SealState = oneOf(['made', 'in-use', 'suspended', 'lost', 'replaced', 'revoked', 'expired']);
export type SealState = Static<typeof SealState>;

/** Strokes of a hand: points [x, y, ms] on a canvas of width × height. */
export const SignatureStrokes = Type.Object({
  width: Type.Number({ minimum: 50, maximum: 4000 }),
  height: Type.Number({ minimum: 30, maximum: 4000 }),
  strokes: Type.Array(
    Type.Array(Type.Array(Type.Number({ minimum: -10, maximum: 1_000_000 }), { minItems: 2, maxItems: 4 }), {
      maxItems: 3000,
    }),
    { minItems: 1, maxItems: 200 },
  ),
});

/** Where a scan's size comes from: its resolution, or the width of the seal measured on paper. */
export const ImpressionSize = {
  dpi: Type.Optional(Type.Number({ minimum: 100, maximum: 2400 })),
  widthMm: Type.Optional(Type.Number({ minimum: 8, maximum: 60 })),
};

export const SealFileRef = Type.Object({ fileId: Id, name: Type.String({ maxLength: 200 }) });

export const SealCard = Type.Object({
  id: Type.String({ description: '14 digits (GB/T 38540)' }),
  kind: SealKind,
  kindName: Text,
  name: Type.String(),
  principal: Type.Object({ kind: oneOf(['office', 'firm', 'person']), id: Type.String(), name: Type.String() }),
  state: SealState,
  stateName: Text,
  stateReason: Type.Optional(Type.String()),
  stateSince: Instant,
  validFrom: Instant,
  validTo: Instant,
  /** Days to its end, negative when over. */
  daysLeft: Type.Integer(),
  renewable: Type.Boolean({ description: 'renewal may be asked for: from 60 days before its end' }),
  keeper: Type.Optional(Type.Object({ name: Type.String(), me: Type.Boolean() })),
  carrier: Type.Optional(
    Type.Object({
      state: oneOf(['ready', 'locked', 'handing-over', 'lost', 'retired']),
      stateName: Text,
      deviceBound: Type.Boolean(),
      kind: oneOf(['soft', 'hardware']),
    }),
  ),
  /** mm */
  width: Type.Integer(),
  height: Type.Integer(),
  renews: Type.Optional(Type.String()),
});
export type SealCard = Static<typeof SealCard>;

export const SealApplicationCard = Type.Object({
  id: Type.String(),
  kind: SealKind,
  kindName: Text,
  name: Type.String(),
  inscription: Type.Optional(Type.String()),
  principal: Type.Object({ kind: oneOf(['office', 'firm', 'person']), id: Type.String(), name: Type.String() }),
  source: oneOf(['drawn', 'scan', 'handwritten']),
  reason: Type.String(),
  state: oneOf(['submitted', 'approved', 'rejected', 'withdrawn', 'made']),
  stateName: Text,
  impression: Type.Optional(
    Type.Object({ fileId: Type.String(), dpi: ImpressionSize.dpi, widthMm: ImpressionSize.widthMm }),
  ),
  evidence: Type.Array(Type.Object({ fileId: Type.String(), name: Type.String(), mediaType: Type.String() })),
  appliedBy: Type.String(),
  appliedAt: Instant,
  mine: Type.Boolean(),
  decidedBy: Type.Optional(Type.String()),
  decidedAt: Type.Optional(Instant),
  decisionReason: Type.Optional(Type.String()),
  renews: Type.Optional(Type.String()),
});
export type SealApplicationCard = Static<typeof SealApplicationCard>;
