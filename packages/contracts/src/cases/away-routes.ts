import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, oneOf, Page, Text } from '../shapes.ts';
import { CaseSummary } from './shapes.ts';

/** How far a vertical system is with a case that is still there. */
export const AWAY_PHASES = ['registered', 'filed', 'correction', 'accepted', 'granted'] as const;
export type AwayPhase = (typeof AWAY_PHASES)[number];

/** A case that a vertical system has: since when, how far, what it told last, and why it could not be asked. */
export const AwayCase = Type.Object({
  ...CaseSummary.properties,
  system: Type.Object({ id: Type.String(), name: Text }),
  phase: oneOf(AWAY_PHASES),
  since: Instant,
  /** Whether the applicant has been there. */
  opened: Type.Boolean(),
  last: Type.Optional(Type.Object({ name: Text, at: Instant, opinion: Type.Optional(Type.String()) })),
  /** `timeout`, `down`, `untrusted`, `malformed` */
  trouble: Type.Optional(Type.String()),
  askedNext: Type.Optional(Instant),
});
export type AwayCase = Static<typeof AwayCase>;

export const listAway = defineRoute({
  name: 'cases.listAway',
  method: 'GET',
  path: '/api/work/away',
  permission: 'official',
  summary: 'Cases of my office that are in a vertical system',
  query: Type.Object({
    system: Type.Optional(Id),
    phase: Type.Optional(oneOf(AWAY_PHASES)),
    /** Only those the system could not be asked about lately. */
    trouble: Type.Optional(Type.Boolean()),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    ...Page,
  }),
  reply: Type.Object({
    cases: Type.Array(AwayCase),
    /** Of all of the office, whatever is filtered. */
    systems: Type.Array(Type.Object({ id: Type.String(), name: Text, away: Type.Integer(), trouble: Type.Integer() })),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});

/** For who runs the installation: figures, no case and no name. */
export const getVerticalFigures = defineRoute({
  name: 'cases.getVerticalFigures',
  method: 'GET',
  path: '/api/studio/verticals',
  permission: 'operator',
  summary: 'How the vertical systems do: cases that are there by phase, trouble, the last word',
  reply: Type.Object({
    systems: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Text,
        /** Absent from the configuration while cases are there: nobody can go over, nothing it tells is believed. */
        known: Type.Boolean(),
        certificateUntil: Type.Optional(Type.Array(Instant, { description: 'of each certificate it may sign with' })),
        phases: Type.Array(Type.Object({ phase: oneOf(AWAY_PHASES), name: Text, cases: Type.Integer() })),
        troubles: Type.Array(Type.Object({ trouble: Type.String(), cases: Type.Integer() })),
        ended: Type.Integer({ description: 'cases that have come back' }),
        oldest: Type.Optional(Instant),
        lastWord: Type.Optional(Instant),
      }),
    ),
  }),
  errors: [],
});
