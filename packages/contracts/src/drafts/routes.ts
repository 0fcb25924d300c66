import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Answers, Id, Instant, Json, oneOf, Provenance, RequestId, Text } from '../shapes.ts';

export const LookupState = Type.Object({
  name: Type.String(),
  label: Text,
  office: Text,
  status: oneOf(['found', 'none', 'unavailable', 'not-asked']),
  at: Type.Optional(Instant),
  milliseconds: Type.Optional(Type.Integer()),
  /** The values, when they are about the applicant; read by the preview in the browser. */
  data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

export const Draft = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  itemName: Text,
  itemVersion: Type.Integer(),
  office: Text,
  /** Counts up with each save; a save against an older number answers `forms.draft_changed` with the newer draft (two tabs). */
  revision: Type.Integer(),
  answers: Answers,
  provenance: Type.Record(Type.String(), Provenance),
  lookups: Type.Array(LookupState),
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
  /** When the form has a newer version: what changed that concerns this person. */
  formChanged: Type.Optional(Type.Object({ from: Type.Integer(), to: Type.Integer(), changes: Type.Array(Json) })),
  savedAt: Instant,
  createdAt: Instant,
  caseId: Type.Optional(Type.String({ description: 'once submitted' })),
});
export type Draft = Static<typeof Draft>;

/** Needs the consent of the item. Gathers what is asked at draft time and fills the form. Opens the person's newest open draft of the item when there is one. */
export const openDraft = defineRoute({
  name: 'forms.openDraft',
  method: 'POST',
  path: '/api/drafts',
  permission: 'applicant',
  atDesk: true,
  summary: 'Open a filled form',
  body: Type.Object({
    requestId: RequestId,
    slug: Id,
    fresh: Type.Optional(Type.Boolean({ description: 'start a new one even if one is open' })),
  }),
  reply: Draft,
  status: 201,
  errors: [
    'catalog.item_missing',
    'catalog.item_suspended',
    'catalog.item_cancelled',
    'forms.consent_needed',
    'forms.not_received_here',
    'forms.wrong_applicant',
  ],
});

export const listDrafts = defineRoute({
  name: 'forms.listDrafts',
  method: 'GET',
  path: '/api/drafts',
  permission: 'applicant',
  summary: 'My drafts',
  reply: Type.Array(
    Type.Object({
      id: Type.String(),
      slug: Type.String(),
      itemName: Text,
      state: oneOf(['in-use', 'suspended', 'cancelled'], {
        description: 'of the item now; a draft of one that is not in use can’t be gone on with',
      }),
      savedAt: Instant,
      filled: Type.Integer(),
      fields: Type.Integer(),
    }),
  ),
  errors: [],
});

export const getDraft = defineRoute({
  name: 'forms.getDraft',
  method: 'GET',
  path: '/api/drafts/:draftId',
  permission: 'applicant',
  atDesk: true,
  summary: 'One draft',
  params: Type.Object({ draftId: Id }),
  reply: Draft,
  errors: ['forms.draft_missing'],
});

export const saveDraft = defineRoute({
  name: 'forms.saveDraft',
  method: 'PUT',
  path: '/api/drafts/:draftId',
  permission: 'applicant',
  atDesk: true,
  summary: 'Save the answers',
  params: Type.Object({ draftId: Id }),
  body: Type.Object({ revision: Type.Integer(), answers: Answers }),
  reply: Type.Object({
    revision: Type.Integer(),
    savedAt: Instant,
    issues: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Text })),
  }),
  errors: ['forms.draft_missing', 'forms.draft_changed', 'forms.draft_submitted', 'forms.too_large'],
});

/** Asks again what could not be had, or what depends on answers given since (the address register). */
export const refreshDraft = defineRoute({
  name: 'forms.refreshDraft',
  method: 'POST',
  path: '/api/drafts/:draftId/lookups',
  permission: 'applicant',
  atDesk: true,
  summary: 'Look up again',
  params: Type.Object({ draftId: Id }),
  body: Type.Object({ revision: Type.Integer(), answers: Answers }),
  reply: Draft,
  errors: ['forms.consent_needed', 'forms.draft_missing', 'forms.draft_changed', 'forms.draft_submitted'],
});

export const deleteDraft = defineRoute({
  name: 'forms.deleteDraft',
  method: 'DELETE',
  path: '/api/drafts/:draftId',
  permission: 'applicant',
  atDesk: true,
  summary: 'Throw a draft away',
  params: Type.Object({ draftId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['forms.draft_missing', 'forms.draft_submitted'],
});
