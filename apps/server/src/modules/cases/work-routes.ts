import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { dayOf } from '../../kernel/clock.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { EventStream } from '../../kernel/http/route.ts';
import { newId } from '../../kernel/ids.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasePresence } from './case-presence.ts';
import type { CasesDeps } from './deps.ts';
import { casesErrors } from './errors.ts';
import { handlerOf } from './handler.ts';
import { mergeStreams } from './merge-streams.ts';
import { handles } from './policy.ts';
import { presentMoment } from './present-moment.ts';
import { presentWorkRow } from './present-work.ts';
import { findCaseWithTasks } from './store/cases.ts';
import type { CaseMoment } from './store/presence.ts';
import { countWork, listWork, type WorkCursor } from './store/work-list.ts';
import { deleteWorkView, follow, listWorkViews, putWorkView, unfollow, type WorkViewRow } from './store/work-views.ts';
import type { WorkPulse } from './work-pulse.ts';

/** Nobody finds his way among more. */
const mostViews = 20;

export function workRoutes(deps: CasesDeps, pulse: WorkPulse, presence: CasePresence): BoundRoute[] {
  const { kernel } = deps;
  const { read } = kernel;

  async function mine(actor: StaffActor, caseId: string): Promise<true> {
    const found = await findCaseWithTasks(read, caseId);
    if (!found || !handles(actor, found)) throw casesErrors.case_missing();
    return true;
  }

  /** Ends when the case is no longer his to see. */
  async function* becomes(staff: StaffActor, open: AsyncIterable<CaseMoment>): EventStream {
    let known: number | undefined;
    for await (const moment of open) {
      const seen =
        known === undefined || known === moment.actions || (await mine(staff, moment.caseId).catch(() => false));
      if (!seen) return;
      known = moment.actions;
      yield { event: 'case', data: presentMoment(staff, moment) };
    }
  }

  return [
    route(c.listWork, async ({ query, actor }) => {
      const staff = await handlerOf(deps, actor);
      const who = {
        office: staff.office,
        staffId: staff.staffId,
        officials: [staff.staffId, ...staff.standsFor.map((a) => a.id)],
      };
      const limit = query.limit ?? 20;
      const after = parseCursor(query.after);
      const [items, counts] = await Promise.all([
        listWork(read, {
          ...who,
          scope: query.scope ?? 'office',
          today: kernel.clock.today(),
          limit: limit + 1,
          ...(query.item ? { slug: query.item } : {}),
          ...(query.step ? { step: query.step } : {}),
          ...(query.due ? { due: query.due } : {}),
          ...(query.region ? { region: query.region } : {}),
          ...(query.q ? { words: query.q } : {}),
          ...(query.who === undefined ? {} : { assignee: query.who === 'nobody' ? null : query.who }),
          ...(after ? { after } : {}),
        }),
        countWork(read, who),
      ]);
      const last = items.length > limit ? items[limit - 1] : undefined;
      return {
        cases: items.slice(0, limit).map((item) => presentWorkRow(staff, item)),
        counts,
        ...(last ? { next: textOf(last.cursor) } : {}),
      };
    }),
    route(c.watchWork, async ({ query, actor, signal }) => {
      const staff = actor as StaffActor;
      const lists = changes(pulse, staff.office, signal);
      if (!query.case) return lists;
      await mine(staff, query.case);
      const office = (await deps.identity.findOffice(staff.office))?.name ?? { zh: staff.office, en: staff.office };
      const open = presence.watch(staff, { caseId: query.case, page: query.page ?? newId(), office }, signal);
      return mergeStreams([lists, becomes(staff, open)]);
    }),
    route(c.followCase, async ({ params, actor }) => {
      const staff = actor as StaffActor;
      await mine(staff, params.caseId);
      await kernel.command('cases.follow', { actor }, async (ctx) =>
        follow(ctx.tx, staff.staffId, params.caseId, ctx.now),
      );
    }),
    route(c.unfollowCase, async ({ params, actor }) => {
      const staff = actor as StaffActor;
      await mine(staff, params.caseId);
      await kernel.command('cases.unfollow', { actor }, async (ctx) => unfollow(ctx.tx, staff.staffId, params.caseId));
    }),
    route(c.listWorkViews, async ({ actor }) => ({
      views: (await listWorkViews(read, (actor as StaffActor).staffId)).map(presentView),
    })),
    route(c.saveWorkView, async ({ body, actor }) => {
      const { staffId } = actor as StaffActor;
      const name = body.name.trim();
      if (!name)
        throw kernelErrors.invalid_request({
          issues: [
            { path: 'body.name', code: 'missing', message: { zh: '请给视图起个名字', en: 'Give the view a name' } },
          ],
        });
      return kernel.command('cases.save_work_view', { actor }, async (ctx) => {
        const views = await listWorkViews(ctx.tx, staffId);
        if (views.length >= mostViews && !views.some((v) => v.name === name)) throw casesErrors.too_many_views();
        return presentView(
          await putWorkView(ctx.tx, staffId, { id: newId('view'), name, filter: body.filter, at: ctx.now }),
        );
      });
    }),
    route(c.removeWorkView, async ({ params, actor }) => {
      await kernel.command('cases.remove_work_view', { actor }, async (ctx) =>
        deleteWorkView(ctx.tx, (actor as StaffActor).staffId, params.viewId),
      );
    }),
  ];
}

async function* changes(pulse: WorkPulse, office: string, signal: AbortSignal): EventStream {
  for (;;) {
    const at = await pulse.next(office, signal);
    if (!at) return;
    yield { event: 'changed', data: { at: at.toISOString() } };
  }
}

function presentView({ id, name, filter, at }: WorkViewRow) {
  return { id, name, filter, savedOn: dayOf(at) };
}

const textOf = ({ due, id, at }: WorkCursor): string => `${due ?? ''}~${id}~${at?.toISOString() ?? ''}`;

function parseCursor(text: string | undefined): WorkCursor | undefined {
  const [due, id, at] = (text ?? '').split('~');
  if (!id) return undefined;
  const time = at ? new Date(at) : undefined;
  if (time && Number.isNaN(time.getTime())) return undefined;
  return { due: due && /^\d{4}-\d\d-\d\d$/.test(due) ? due : null, id, ...(time ? { at: time } : {}) };
}
