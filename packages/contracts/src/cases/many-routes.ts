import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, oneOf, RequestId, Text } from '../shapes.ts';
import { REASONS } from './reasons.ts';

/** What may be done to several cases in one request. To refuse is not among them: each refusal has grounds of its own. */
export const MANY_ACTS = ['claim', 'release', 'accept', 'assign', 'grant'] as const;
export type ManyAct = (typeof MANY_ACTS)[number];

/** Cases in one request. */
export const MANY_AT_MOST = 50;

const what = {
  act: oneOf(MANY_ACTS),
  cases: Type.Array(Id, { minItems: 1, maxItems: MANY_AT_MOST }),
  /** For `grant`: the service all of them are of. */
  item: Type.Optional(Id),
};

export const ManyForeseen = Type.Object({
  caseId: Type.String(),
  can: Type.Boolean(),
  /** Why not. */
  why: Type.Optional(Text),
  /** For `grant`: conditions the machine could not establish. They are settled with the decision; what it found unmet is settled in the file of the case only. */
  open: Type.Optional(Type.Array(Type.Object({ condition: Type.String(), text: Text }))),
});
export type ManyForeseen = Static<typeof ManyForeseen>;

export const ManyDone = Type.Object({
  caseId: Type.String(),
  done: Type.Boolean(),
  /** Why not: code of the error, and what the official reads. */
  code: Type.Optional(Type.String()),
  why: Type.Optional(Text),
});
export type ManyDone = Static<typeof ManyDone>;

/** What would come of it for each case, as things stand. Changes nothing. */
export const foreseeMany = defineRoute({
  name: 'cases.foreseeMany',
  method: 'POST',
  path: '/api/work/many/preview',
  permission: 'official',
  summary: 'Preview of an act on several cases',
  body: Type.Object(what),
  reply: Type.Object({ cases: Type.Array(ManyForeseen) }),
  errors: [],
});

/**
 * One act on several cases, each in a transaction of its own: what is refused for one is said for that one, and the others are done. The same `requestId` again, with all
 * of the cases or with some, does to none of them anything twice.
 */
export const doToMany = defineRoute({
  name: 'cases.doToMany',
  method: 'POST',
  path: '/api/work/many',
  permission: 'official',
  summary: 'One act on several cases, with what came of each',
  body: Type.Object({
    requestId: RequestId,
    ...what,
    /** For `assign`: the colleague. */
    to: Type.Optional(Id),
    /** For `grant`: why these conditions are met in every case in which the machine could not establish them. */
    findings: Type.Optional(
      Type.Array(
        Type.Object({
          condition: Type.String({ maxLength: 40 }),
          why: Type.String({ minLength: 2, maxLength: 1000 }),
        }),
        { maxItems: 50 },
      ),
    ),
    /** For `grant` and `assign`. */
    reason: Type.Optional(Type.String({ maxLength: REASONS.assign.most })),
  }),
  reply: Type.Object({ cases: Type.Array(ManyDone) }),
  errors: [],
});
