import { inBoth, told } from '@miaopi/items';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { type Drift, driftsOf } from '../domain/drift.ts';
import { sealsErrors } from '../errors.ts';
import { actorName, hasRole, maySee, mustHaveRole } from '../policy.ts';
import { lockAuthority } from '../store/certificates.ts';
import { lockSeal } from '../store/seal-rows.ts';
import {
  acknowledgeRow,
  alarmSuspends,
  findAlarm,
  insertAlarm,
  setAlarmSuspends,
  unplannedHours,
  usedLately,
} from '../store/watch.ts';
import { tellHolder } from '../tell.ts';
import { applyChange } from './change-seal-state.ts';
import type { Authority } from './ensure-authority.ts';

const system = { kind: 'system', name: 'seal-review' } as const;
const hourMs = 3_600_000;
const beijing = 8 * hourMs;

/** 动态审查 (F152): each seal used lately against its own habit of 28 days. An alarm once a window; stops the seal where its policy says so. */
export async function reviewUse(kernel: Kernel, authority: () => Promise<Authority>): Promise<number> {
  const now = kernel.clock.now();
  let raised = 0;
  for (const { id } of await usedLately(kernel.read, now)) {
    const nowHour = Math.floor((now.getTime() + beijing) / hourMs);
    for (const drift of driftsOf(await unplannedHours(kernel.read, id, now), nowHour))
      if (await raise(kernel, authority, id, drift, nowHour)) raised++;
  }
  return raised;
}

async function raise(
  kernel: Kernel,
  authority: () => Promise<Authority>,
  sealId: string,
  drift: Drift,
  nowHour: number,
): Promise<boolean> {
  const opened = await authority();
  return kernel.command('seals.raise_alarm', { actor: system }, async (ctx) => {
    await lockAuthority(ctx.tx);
    const seal = await lockSeal(ctx.tx, sealId);
    if (!seal) return false;
    const startHour = drift.kind === 'volume' ? Math.floor(nowHour / 24) * 24 : nowHour;
    const from = new Date(startHour * hourMs - beijing);
    const suspended = seal.state === 'in-use' && (await alarmSuspends(ctx.tx, sealId));
    if (!(await insertAlarm(ctx.tx, { ...drift, id: newId('al'), sealId, now: ctx.now, from, to: ctx.now, suspended })))
      return false;
    if (suspended)
      await applyChange(ctx, opened, seal, {
        action: 'suspend',
        reason: drift.kind === 'volume' ? '用印次数异常，按预案自动停用' : '用印时段异常，按预案自动停用',
      });
    ctx.audit({ action: 'seals.alarm_raised', subject: `seal:${sealId}`, data: { ...drift, suspended } });
    tellHolder(ctx, seal.keeper, alarming(seal.name, drift, suspended));
    ctx.emit({ name: 'seals.alarm_raised', payload: { sealId, kind: drift.kind, suspended } });
    return true;
  });
}

function alarming(seal: string, drift: Drift, suspended: boolean) {
  const { observed, usual } = drift;
  return told('sealAlarm', {
    seal: inBoth(seal),
    period: drift.kind === 'volume' ? { zh: '今天', en: 'today' } : { zh: '这一小时', en: 'in this hour' },
    uses: inBoth(String(observed)),
    usual: inBoth(String(usual)),
    note: suspended
      ? { zh: '印章已按预案自动停用。', en: 'The seal is suspended, as its policy says. ' }
      : { zh: '', en: '' },
  });
}

/** The keeper or a security auditor has looked into it and says what it was. @throws seals.alarm_missing, seals.wrong_state */
export async function acknowledgeAlarm(
  kernel: Kernel,
  actor: Actor,
  a: { readonly alarmId: string; readonly note: string },
): Promise<void> {
  const alarm = await findAlarm(kernel.read, a.alarmId);
  if (!alarm || !maySee(actor, { kind: 'office', id: alarm.principalId })) throw sealsErrors.alarm_missing();
  mustHaveRole(actor, 'seal-keeper', 'security-auditor');
  await kernel.command('seals.acknowledge_alarm', { actor }, async (ctx) => {
    const row = { id: a.alarmId, by: actorKey(actor), byName: actorName(actor), now: ctx.now, note: a.note };
    if (!(await acknowledgeRow(ctx.tx, row))) throw sealsErrors.wrong_state();
    ctx.audit({ action: 'seals.alarm_acknowledged', subject: `seal:${alarm.sealId}`, data: { alarm: a.alarmId } });
  });
}

/** Whether an alarm stops the seal by itself. @throws seals.seal_missing */
export async function setAlarmPolicy(kernel: Kernel, actor: Actor, sealId: string, suspends: boolean): Promise<void> {
  await kernel.command('seals.set_alarm_policy', { actor }, async (ctx) => {
    const seal = await lockSeal(ctx.tx, sealId);
    if (
      !seal ||
      !maySee(actor, { kind: seal.principalKind, id: seal.principalId }) ||
      !hasRole(actor, 'seal-keeper', 'security-auditor', 'seal-approver', 'seal-maker')
    )
      throw sealsErrors.seal_missing();
    // to loosen it is the auditor's alone
    mustHaveRole(actor, 'security-auditor', ...(suspends ? (['seal-keeper'] as const) : []));
    await setAlarmSuspends(ctx.tx, sealId, suspends);
    ctx.audit({ action: 'seals.alarm_policy', subject: `seal:${sealId}`, data: { suspends } });
  });
}
