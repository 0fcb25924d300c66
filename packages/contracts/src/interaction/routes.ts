import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Abilities, Day, Id, Instant, oneOf, Page, RequestId, Text } from '../shapes.ts';

/** F064: what somebody whose case is closed tells the next ones about an item. */
export const Experience = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  itemName: Text,
  text: Type.String(),
  by: Text,
  sharedAt: Instant,
  state: oneOf(['pending', 'published', 'declined'], {
    description: 'pending 待审核 · published 已公开 · declined 未公开',
  }),
  /** Why it was not published. */
  reason: Type.Optional(Type.String()),
});
export type Experience = Static<typeof Experience>;

/** As anybody reads it on the guide: the name hidden. */
export const PublishedExperience = Type.Object({ id: Type.String(), text: Type.String(), by: Text, on: Day });
export type PublishedExperience = Static<typeof PublishedExperience>;

export const getOwnExperience = defineRoute({
  name: 'interaction.getOwnExperience',
  method: 'GET',
  path: '/api/cases/:caseId/experience',
  permission: 'applicant',
  summary: 'What I shared about this case, and whether I may',
  params: Type.Object({ caseId: Id }),
  reply: Type.Object({ experience: Type.Union([Experience, Type.Null()]), abilities: Abilities }),
  errors: ['cases.case_missing'],
});

export const shareExperience = defineRoute({
  name: 'interaction.shareExperience',
  method: 'POST',
  path: '/api/cases/:caseId/experience',
  permission: 'applicant',
  summary: 'Share my experience with this item; shown once an official has looked at it',
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ requestId: RequestId, text: Type.String({ minLength: 10, maxLength: 500 }) }),
  reply: Experience,
  status: 201,
  errors: [
    'cases.case_missing',
    'interaction.case_open',
    'interaction.shared_already',
    'interaction.text_short',
    'interaction.personal_data',
  ],
});

export const withdrawExperience = defineRoute({
  name: 'interaction.withdrawExperience',
  method: 'DELETE',
  path: '/api/cases/:caseId/experience',
  permission: 'applicant',
  summary: 'Take back what I shared, published or not',
  params: Type.Object({ caseId: Id }),
  reply: 'empty',
  status: 204,
  errors: ['cases.case_missing', 'interaction.experience_missing'],
});

export const listExperiences = defineRoute({
  name: 'interaction.listExperiences',
  method: 'GET',
  path: '/api/work/experiences',
  permission: 'official',
  summary: 'Experiences shared about the items of my office',
  query: Type.Object({ state: Type.Optional(oneOf(['pending', 'published', 'declined'])), ...Page }),
  reply: Type.Object({
    experiences: Type.Array(Experience),
    pending: Type.Integer(),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});

export const reviewExperience = defineRoute({
  name: 'interaction.reviewExperience',
  method: 'POST',
  path: '/api/work/experiences/:experienceId/review',
  permission: 'official',
  summary: 'Publish an experience, or not, with the reason',
  params: Type.Object({ experienceId: Id }),
  body: Type.Object({
    requestId: RequestId,
    publish: Type.Boolean(),
    reason: Type.Optional(Type.String({ minLength: 2, maxLength: 200 })),
  }),
  reply: Experience,
  errors: ['interaction.experience_missing', 'interaction.reason_needed'],
});
