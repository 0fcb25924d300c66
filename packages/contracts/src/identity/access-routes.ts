import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Instant, oneOf, RequestId } from '../shapes.ts';

/** F041: the applications an operator may close to a class of users. Signing in, out and one's own account are none: they stay open. */
export const accessApplications = ['apply', 'licences', 'seals', 'work', 'studio'] as const;

/** Persons by whom they act for, officials by role. One who belongs to several may do what one of them may. */
export const userClasses = [
  'self',
  'firm-legal',
  'firm-agent',
  'acceptor',
  'approver',
  'head',
  'seal-keeper',
  'auditor',
  'security-auditor',
  'operator',
  'hotline',
] as const;

export const accessRules = ['open', 'read-only', 'closed'] as const;

const Application = oneOf(accessApplications);
const UserClass = oneOf(userClasses);
const Rule = oneOf(accessRules);

export const AccessPolicy = Type.Object({
  id: Type.String(),
  application: Application,
  userClass: UserClass,
  rule: Rule,
  reason: Type.String(),
  /** Open again from then on by itself. */
  until: Type.Optional(Instant),
  by: Type.Object({ name: Type.String(), number: Type.String() }),
  at: Instant,
});
export type AccessPolicy = Static<typeof AccessPolicy>;

/** F041: what is in force for each application and class of users (a pair that is missing is open), and what was set before. */
export const listAccessPolicies = defineRoute({
  name: 'identity.listAccessPolicies',
  method: 'GET',
  path: '/api/studio/access-policies',
  permission: 'official',
  summary: 'Access policies in force and their history',
  reply: Type.Object({
    applications: Type.Array(Application),
    userClasses: Type.Array(UserClass),
    inForce: Type.Array(AccessPolicy),
    history: Type.Array(AccessPolicy),
    maySet: Type.Boolean(),
  }),
  errors: [],
});

/** F041: one application for one class of users; nothing else changes. */
export const setAccessPolicy = defineRoute({
  name: 'identity.setAccessPolicy',
  method: 'POST',
  path: '/api/studio/access-policies',
  permission: 'operator',
  summary: 'Open, restrict or close an application for a class of users',
  body: Type.Object({
    requestId: RequestId,
    application: Application,
    userClass: UserClass,
    rule: Rule,
    reason: Type.String({ minLength: 2, maxLength: 200, description: 'told to those who are refused' }),
    until: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
  }),
  reply: 'empty',
  status: 204,
  errors: ['identity.access_kept'],
});
