import { Type } from 'typebox';
import { defineRoute } from '../route.ts';

/** F118: a department outside the installation answers what it was asked (docs/guides/joint-approval.md). */
export const takeDepartmentAnswer = defineRoute({
  name: 'exchange.takeDepartmentAnswer',
  method: 'POST',
  path: '/api/exchange/answers',
  permission: 'public',
  summary: 'A department outside sends its opinion; believed by the signature of its certificate only',
  raw: true,
  reply: 'binary',
  errors: [
    'exchange.untrusted',
    'exchange.answer_unreadable',
    'exchange.consultation_missing',
    'exchange.answered_otherwise',
    'exchange.consultation_over',
    'identity.too_many',
  ],
});

export const getDepartmentFile = defineRoute({
  name: 'exchange.getDepartmentFile',
  method: 'GET',
  path: '/api/exchange/files/:token',
  permission: 'public',
  summary: 'A material of a case for a department that was asked, by its one-time address',
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
  reply: 'binary',
  errors: ['exchange.file_missing', 'identity.too_many'],
});
