import { inBoth, noticeTo, onDay, told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { CasesDeps } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import { endStandIn as end, insertStandIn, standsInAlready } from '../store/stand-ins.ts';

/** 代办: the head records who acts for an absent colleague, both of his office, from when to when. */
export async function recordStandIn(
  deps: CasesDeps,
  actor: StaffActor,
  given: {
    readonly requestId: string;
    readonly absent: string;
    readonly deputy: string;
    readonly from: string;
    readonly to: string;
    readonly reason: string;
  },
): Promise<void> {
  if (!actor.roles.includes('head')) throw kernelErrors.not_permitted();
  const colleagues = await deps.identity.colleaguesOf(actor.office);
  await deps.kernel.command('cases.record_stand_in', { actor, requestId: given.requestId }, async (ctx) => {
    const absent = colleagues.find((c) => c.id === given.absent);
    const deputy = colleagues.find((c) => c.id === given.deputy);
    if (!absent || !deputy || absent.id === deputy.id) throw casesErrors.assignee_unfit();
    if (given.to < given.from || given.to < ctx.today) throw casesErrors.days_wrong();
    const days = { absent: absent.id, deputy: deputy.id, fromOn: given.from, toOn: given.to };
    if (await standsInAlready(ctx.tx, days)) throw casesErrors.stands_in_already();
    insertStandIn(ctx.tx, {
      ...days,
      id: newId('stand'),
      region: actor.region,
      office: actor.office,
      absentName: absent.name,
      deputyName: deputy.name,
      reason: given.reason,
      at: ctx.now,
      by: actor.staffId,
      byName: actor.name,
    });
    ctx.audit({
      action: 'cases.stand_in_recorded',
      subject: `staff:${absent.id}`,
      data: { deputy: deputy.id, from: given.from, to: given.to },
    });
    const what = told('standIn', {
      official: inBoth(absent.name),
      from: onDay(given.from),
      to: onDay(given.to),
      reason: inBoth(given.reason),
    });
    ctx.emit(noticeTo({ staffId: deputy.id }, what));
  });
}

export async function endStandIn(deps: CasesDeps, actor: StaffActor, id: string, requestId: string): Promise<void> {
  if (!actor.roles.includes('head')) throw kernelErrors.not_permitted();
  await deps.kernel.command('cases.end_stand_in', { actor, requestId }, async (ctx) => {
    if (!(await end(ctx.tx, actor.office, id, ctx.now))) throw casesErrors.stand_in_missing();
    ctx.audit({ action: 'cases.stand_in_ended', subject: `stand-in:${id}` });
  });
}
