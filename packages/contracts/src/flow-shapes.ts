import { type Static, Type } from 'typebox';
import { oneOf, Text } from './shapes.ts';

const State = oneOf(['plan', 'done', 'now', 'todo', 'skipped', 'void'], {
  description:
    'plan 指南中的流程 · done 已完成 · now 正在进行 · todo 还没到 · skipped 不经过 · void 办件已结束，未进行',
});

/** 流程: the steps of an item in their order (guide), or how far a case is in them. */
export const FlowView = Type.Object({
  nodes: Type.Array(
    Type.Object({
      id: Type.String({ description: 'actions say by it where they stand' }),
      step: Type.Optional(Type.String({ description: 'of a review step: its id, as tasks name it' })),
      by: oneOf(['applicant', 'machine', 'official']),
      name: Text,
      state: State,
      mode: oneOf(['one', 'all', 'any'], {
        description: 'all: every office gives its opinion · any: the opinion of one is enough',
      }),
      /** Offices of the step. */
      parts: Type.Array(
        Type.Object({
          name: Text,
          state: State,
          days: Type.Optional(Type.Integer({ description: 'working days' })),
          outside: Type.Optional(Type.Boolean({ description: 'a department outside the installation' })),
          who: Type.Optional(Type.String()),
          at: Type.Optional(Type.String()),
          said: Type.Optional(Text),
        }),
      ),
      /** Loops that come back to the step, and ends. */
      sides: Type.Array(
        Type.Object({
          kind: oneOf(['loop', 'end']),
          name: Text,
          state: State,
          note: Type.Optional(Text),
          at: Type.Optional(Type.String({ description: 'instant or day' })),
          until: Type.Optional(Type.String({ description: 'instant or day' })),
        }),
      ),
      days: Type.Optional(Type.Number({ description: 'working days' })),
      decides: Type.Optional(Type.Boolean()),
      when: Type.Optional(Text),
      unless: Type.Optional(Text),
      why: Type.Optional(Text),
      who: Type.Optional(Type.String()),
      at: Type.Optional(Type.String()),
    }),
  ),
  /** The way of a case that the machine grants. */
  shortcut: Type.Optional(Type.Object({ from: Type.String(), to: Type.String(), state: State })),
});
export type FlowView = Static<typeof FlowView>;
