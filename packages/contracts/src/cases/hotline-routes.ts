import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Instant, oneOf, Text } from '../shapes.ts';
import { CaseState, CaseSummary, StepView } from './shapes.ts';

/** What of a case is told on the telephone: how far it is and what the caller has to do. Nothing of what was filed, found or written. */
export const CallerCase = Type.Object({
  number: Type.String(),
  itemName: Text,
  office: Text,
  officePhone: Type.Optional(Type.String()),
  applicant: Type.String({ description: 'masked' }),
  state: CaseState,
  stateName: Text,
  outcome: CaseSummary.properties.outcome,
  undone: CaseSummary.properties.undone,
  submittedAt: Instant,
  dueAt: Type.Optional(Instant),
  steps: Type.Array(StepView),
  waiting: Type.Optional(Text),
  /** What is to be corrected, by name, and the last day (yyyy-mm-dd). */
  correction: Type.Optional(
    Type.Object({
      until: Type.String(),
      points: Type.Array(Type.Object({ label: Text, kind: oneOf(['field', 'material']) })),
    }),
  ),
});
export type CallerCase = Static<typeof CallerCase>;

/**
 * F010: an official of the hotline asks for a case by its number on behalf of who calls. The caller proves by three answers that he is the applicant or who
 * filed for him; which of them was wrong is not said. Five wrong ones close the number to the hotline for half an hour. Each question is in the audit, each
 * one answered in the log that the applicant sees.
 */
export const askForCaller = defineRoute({
  name: 'cases.askForCaller',
  method: 'POST',
  path: '/api/work/hotline',
  permission: 'official',
  summary: 'Ask for a case on behalf of a caller',
  body: Type.Object({
    number: Type.String({ minLength: 6, maxLength: 60 }),
    name: Type.String({ minLength: 2, maxLength: 50 }),
    /** Last four characters of his ID number. */
    idTail: Type.String({ pattern: '^[0-9]{3}[0-9Xx]$' }),
    /** Last four digits of the mobile bound to his account, or else the query code of the case. */
    mobileTail: Type.Optional(Type.String({ pattern: '^[0-9]{4}$' })),
    code: Type.Optional(Type.String({ minLength: 4, maxLength: 12 })),
  }),
  reply: CallerCase,
  errors: ['cases.caller_not_proven', 'cases.third_answer_missing', 'identity.too_many'],
});
