import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Instant, Page, Text } from '../shapes.ts';

/** Every look at a person's data, for that person (个人信息保护法 第四十五条). */
export const listAccess = defineRoute({
  name: 'audit.listAccess',
  method: 'GET',
  path: '/api/me/access-log',
  permission: 'applicant',
  summary: 'Who looked at my data',
  query: Type.Object({ ...Page }),
  reply: Type.Object({
    entries: Type.Array(
      Type.Object({ at: Instant, who: Text, what: Text, purpose: Text, caseNumber: Type.Optional(Type.String()) }),
    ),
    next: Type.Optional(Type.String()),
  }),
  errors: [],
});
