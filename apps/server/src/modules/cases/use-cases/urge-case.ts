import { inBoth, noticeTo, onDay, told } from '@miaopi/items';
import type { Actor } from '../../../kernel/actor.ts';
import { dayOf } from '../../../kernel/clock.ts';
import type { CasesDeps } from '../deps.ts';
import { applyAction } from '../domain/lifecycle.ts';
import { casesErrors } from '../errors.ts';
import { handles, mayUrge, owns } from '../policy.ts';
import { changeLocked, lockCase } from '../store/cases.ts';
import type { NewAction } from '../store/rows.ts';
import { lastUrged } from '../store/tasks.ts';
import { byOfficial } from './by-official.ts';

/** 催办: who has the case, or the heads of the office where nobody has it, are told that it is waited for. Once a working day for each who urges. */
export async function urgeCase(deps: CasesDeps, actor: Actor, caseId: string, requestId: string): Promise<void> {
  await deps.kernel.command('cases.urge', { actor, requestId }, async (ctx) => {
    const found = await lockCase(ctx.tx, caseId);
    if (!found || !(owns(actor, found.row) || (actor.kind === 'staff' && handles(actor, found))))
      throw casesErrors.case_missing();
    const answer = mayUrge(actor, found);
    const { row } = found;
    if (!answer.allowed)
      throw (row.state === 'review' ? casesErrors.not_yours : casesErrors.wrong_state)({ detail: answer.reason });
    const who: Omit<NewAction, 'kind'> =
      actor.kind === 'staff'
        ? byOfficial(actor)
        : {
            by: 'applicant',
            actorId: actor.kind === 'person' ? actor.personId : '',
            actorName: actor.kind === 'person' ? actor.name : '',
          };
    const last = await lastUrged(ctx.tx, caseId, who.actorId);
    if (last && !newWorkingDay(deps, dayOf(last), ctx.today)) throw casesErrors.urged_today();
    changeLocked(ctx.tx, {
      row,
      now: ctx.now,
      set: { state: applyAction(row.state, 'urge', who.by) },
      actions: [{ kind: 'urge', ...who, requestId }],
    });
    ctx.audit({ action: 'cases.urged', subject: `case:${caseId}` });
    const open = found.tasks.filter((t) => t.state === 'open' && t.line === 'main');
    const staff = new Set(open.flatMap((t) => t.assignee ?? []));
    for (const t of open.filter((one) => one.assignee === null))
      for (const c of await deps.identity.colleaguesOf(t.office)) if (c.roles.includes('head')) staff.add(c.id);
    const due = row.dueOn && onDay(row.dueOn);
    const what = told('urged', {
      official: who.by === 'applicant' ? { zh: '申请人', en: 'The applicant' } : inBoth(who.actorName),
      item: row.itemName,
      number: inBoth(row.number),
      note: due ? { zh: `，期限${due.zh}`, en: `, due ${due.en}` } : inBoth(''),
    });
    for (const staffId of staff) ctx.emit(noticeTo({ staffId }, what, { caseId }));
  });
}

/** Whether a working day has begun since; beyond the published calendar any other day is taken for one. */
function newWorkingDay({ calendar }: CasesDeps, since: string, today: string): boolean {
  return today > calendar.knownThrough ? since !== today : calendar.workingDaysBetween(since, today) >= 1;
}
