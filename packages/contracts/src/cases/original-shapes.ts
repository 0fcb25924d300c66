import { type Static, Type } from 'typebox';
import { Day, Instant, oneOf, Text } from '../shapes.ts';

/** 原件预审 · 原件核验 · 全程网办 */
export const HandlingMode = oneOf(['pre-check', 'at-collection', 'online']);

/** What an official enters of one original: ticked as equal, or what differs in words. */
export const OriginalSeen = Type.Object({
  /** Chinese name of the material. */
  material: Type.String({ minLength: 1, maxLength: 200 }),
  /** Copies taken. */
  copies: Type.Integer({ minimum: 0, maximum: 99 }),
  /** It agrees with what was uploaded, or with what the register says. */
  equal: Type.Boolean(),
  note: Type.Optional(Type.String({ maxLength: 300 })),
});
export type OriginalSeen = Static<typeof OriginalSeen>;

/** F090–F092: in which mode a case is handled, its visits, and its originals. */
export const HandlingView = Type.Object({
  mode: HandlingMode,
  name: Text,
  /** Why it is so, where that is not the item's own rule. */
  situation: Type.Optional(Text),
  /** The window originals are brought to. */
  where: Text,
  visits: Type.Object({
    planned: Type.Integer(),
    made: Type.Array(Type.Object({ on: Day, what: Type.Array(Text) })),
  }),
  originals: Type.Array(
    Type.Object({
      name: Text,
      /** Files it is compared with; none where a register answered. */
      uploads: Type.Array(Type.String()),
      state: oneOf(['to-show', 'equal', 'differs']),
      at: Type.Optional(Instant),
      by: Type.Optional(Type.String()),
      shownBy: Type.Optional(Type.String()),
      copies: Type.Optional(Type.Integer()),
      note: Type.Optional(Type.String()),
    }),
  ),
});
export type HandlingView = Static<typeof HandlingView>;
