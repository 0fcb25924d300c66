import { type Static, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Day, Id, Instant, oneOf, Page, Text } from '../shapes.ts';
import { CaseSummary } from './shapes.ts';

/** Whose: my tasks · the pool of my office · cases I had a task in · cases I follow · cases my office has decided. */
export const WORK_SCOPES = ['mine', 'office', 'joined', 'followed', 'done'] as const;
export type WorkScope = (typeof WORK_SCOPES)[number];

/** Beyond it nobody counts on: to count every case an office ever decided would take longer than the list. */
export const WORK_COUNTED_UP_TO = 100;

/** By the limit of the task: passed · today · within three days · later · not known yet, as the calendar does not reach so far. */
export const WORK_DUE = ['overdue', 'today', 'soon', 'later', 'open'] as const;
export type WorkDue = (typeof WORK_DUE)[number];

/** Which cases a work list shows; also what a saved view keeps. */
const filter = {
  scope: Type.Optional(oneOf(WORK_SCOPES)),
  item: Type.Optional(Id),
  /** Step of the task: `review`, `resubmit`, the id of one of the item's steps. */
  step: Type.Optional(Id),
  due: Type.Optional(oneOf(WORK_DUE)),
  /** Leading digits of the region of the case (GB/T 2260). */
  region: Type.Optional(Type.String({ pattern: '^[0-9]{2,12}$' })),
  q: Type.Optional(Type.String({ maxLength: 100 })),
};

export const WorkRow = Type.Object({
  ...CaseSummary.properties,
  region: Type.String(),
  unmet: Type.Integer(),
  unknown: Type.Integer(),
  claimedBy: Type.Optional(Type.String()),
  claimedByMe: Type.Boolean(),
  /** What puts it on the list; `dueAt` is then the task's own limit. */
  task: Type.Optional(Type.Object({ id: Type.String(), step: Type.String(), name: Text })),
  why: Text,
});

export const listWork = defineRoute({
  name: 'cases.listWork',
  method: 'GET',
  path: '/api/work',
  permission: 'official',
  summary: 'Cases that need an official',
  query: Type.Object({
    ...filter,
    /** Of the office's list: what this official has; `nobody`: what is in the pool. */
    who: Type.Optional(Id),
    ...Page,
  }),
  reply: Type.Object({
    cases: Type.Array(WorkRow),
    next: Type.Optional(Type.String()),
    /** Counted up to `WORK_COUNTED_UP_TO`, without the filters. */
    counts: Type.Object(
      Object.fromEntries(WORK_SCOPES.map((scope) => [scope, Type.Integer()])) as Record<
        WorkScope,
        ReturnType<typeof Type.Integer>
      >,
    ),
  }),
  errors: [],
});

/** How far an open case has come, who else has it open, and what was done last. */
export const CaseNow = Type.Object({
  caseId: Type.String(),
  actions: Type.Integer({ description: 'so far: a greater number than that of the case as it was read is a change' }),
  others: Type.Array(Type.Object({ name: Type.String(), office: Text })),
  last: Type.Object({ at: Instant, name: Text, by: Type.String(), byMe: Type.Boolean() }),
});
export type CaseNow = Static<typeof CaseNow>;

/**
 * Tells at once when something changed in the tasks of the official's office, as `changed`; what, is for `listWork` to say. With `case`, also as `case` what
 * becomes of that one; while the stream is open, colleagues in front of it see that he has it open too.
 */
export const watchWork = defineRoute({
  name: 'cases.watchWork',
  method: 'GET',
  path: '/api/work/events',
  permission: 'official',
  summary: 'Something changed on the work lists, or in the case that is open',
  query: Type.Object({
    case: Type.Optional(Id),
    page: Type.Optional(Type.String({ pattern: '^[0-9a-f]{32,64}$', description: 'of the open page, made by it' })),
  }),
  reply: 'events',
  event: Type.Union([Type.Object({ at: Instant }), CaseNow]),
  errors: ['cases.case_missing'],
});

const oneCase = { params: Type.Object({ caseId: Id }), errors: ['cases.case_missing'] } as const;

/** F115: keeps a case on the official's own list of followed ones; a second time changes nothing. */
export const followCase = defineRoute({
  name: 'cases.followCase',
  method: 'PUT',
  path: '/api/work/:caseId/follow',
  permission: 'official',
  summary: 'Follow a case',
  ...oneCase,
  reply: 'empty',
  status: 204,
});

export const unfollowCase = defineRoute({
  name: 'cases.unfollowCase',
  method: 'DELETE',
  path: '/api/work/:caseId/follow',
  permission: 'official',
  summary: 'Follow a case no longer',
  ...oneCase,
  reply: 'empty',
  status: 204,
});

const ViewName = Type.String({ minLength: 1, maxLength: 30 });
export const WorkView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  filter: Type.Object(filter),
  savedOn: Day,
});

export const listWorkViews = defineRoute({
  name: 'cases.listWorkViews',
  method: 'GET',
  path: '/api/work-views',
  permission: 'official',
  summary: 'My saved views of the work list',
  reply: Type.Object({ views: Type.Array(WorkView) }),
  errors: [],
});

/** One of the same name is replaced. */
export const saveWorkView = defineRoute({
  name: 'cases.saveWorkView',
  method: 'PUT',
  path: '/api/work-views',
  permission: 'official',
  summary: 'Save a view of the work list',
  body: Type.Object({ name: ViewName, filter: Type.Object(filter) }),
  reply: WorkView,
  errors: ['cases.too_many_views'],
});

export const removeWorkView = defineRoute({
  name: 'cases.removeWorkView',
  method: 'DELETE',
  path: '/api/work-views/:viewId',
  permission: 'official',
  summary: 'Remove a saved view',
  params: Type.Object({ viewId: Id }),
  reply: 'empty',
  status: 204,
  errors: [],
});
