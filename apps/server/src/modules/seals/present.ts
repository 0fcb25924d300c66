import type { SealApplicationCard, SealCard } from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { actorKey } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { kindsOfSeal } from './domain/kinds.ts';
import { mayRenew, sealStateNames, shownState } from './domain/seal-life.ts';
import type { HeldSeal, KeeperUseState } from './door.ts';
import { actorHolder } from './policy.ts';
import type { ApplicationRow, ApplicationState } from './store/applications.ts';
import type { CarrierBrief, CarrierState } from './store/carriers.ts';
import type { SealRow } from './store/seal-rows.ts';
import type { UseRequestRow } from './store/use-requests.ts';

export function presentHeld(row: SealRow, now: Date): HeldSeal {
  const state = shownState(row, now);
  return {
    sealId: row.id,
    kind: row.kind,
    kindName: kindsOfSeal[row.kind].name,
    name: row.name,
    principal: { kind: row.principalKind, id: row.principalId },
    state,
    stateName: sealStateNames[state],
    stateReason: row.stateReason,
    validFrom: row.validFrom,
    validTo: row.validTo,
    renewable: mayRenew(row, now),
    keeper: row.keeper,
    keeperName: row.keeperName,
    width: row.width,
    height: row.height,
  };
}

export function presentSeal(row: SealRow, carrier: CarrierBrief | undefined, actor: Actor, now: Date): SealCard {
  const state = shownState(row, now);
  return {
    id: row.id,
    kind: row.kind,
    kindName: kindsOfSeal[row.kind].name,
    name: row.name,
    principal: { kind: row.principalKind, id: row.principalId, name: row.principalName },
    state,
    stateName: sealStateNames[state],
    ...(row.stateReason && row.state !== 'replaced' ? { stateReason: row.stateReason } : {}),
    stateSince: row.stateSince.toISOString(),
    validFrom: row.validFrom.toISOString(),
    validTo: row.validTo.toISOString(),
    daysLeft: Math.floor((row.validTo.getTime() - now.getTime()) / 86_400_000),
    renewable: mayRenew(row, now),
    ...(row.keeper ? { keeper: { name: row.keeperName ?? '', me: row.keeper === actorHolder(actor) } } : {}),
    ...(carrier
      ? {
          carrier: {
            state: carrier.state,
            stateName: carrierStateNames[carrier.state],
            deviceBound: carrier.bound,
            kind: carrier.kind,
          },
        }
      : {}),
    width: row.width,
    height: row.height,
    ...(row.renews ? { renews: row.renews } : {}),
  };
}

export const carrierStateNames: Readonly<Record<CarrierState, Text>> = {
  ready: { zh: '正常', en: 'ready' },
  locked: { zh: '已锁定', en: 'locked' },
  'handing-over': { zh: '交接中', en: 'being handed over' },
  lost: { zh: '已挂失', en: 'lost' },
  retired: { zh: '已停用', en: 'retired' },
};

export function presentApplication(row: ApplicationRow, actor: Actor): SealApplicationCard {
  return {
    id: row.id,
    kind: row.kind,
    kindName: kindsOfSeal[row.kind].name,
    name: row.name,
    ...(row.inscription ? { inscription: row.inscription } : {}),
    principal: { kind: row.principalKind, id: row.principalId, name: row.principalName },
    source: row.source,
    reason: row.reason,
    state: row.state,
    stateName: applicationStateNames[row.state],
    ...(row.impression ? { impression: { ...row.impression } } : {}),
    evidence: row.evidence.map((e) => ({ ...e })),
    appliedBy: row.appliedByName,
    appliedAt: row.appliedAt.toISOString(),
    mine: row.appliedBy === actorKey(actor),
    ...(row.decidedByName ? { decidedBy: row.decidedByName } : {}),
    ...(row.decidedAt ? { decidedAt: row.decidedAt.toISOString() } : {}),
    ...(row.decisionReason ? { decisionReason: row.decisionReason } : {}),
    ...(row.renews ? { renews: row.renews } : {}),
  };
}

const applicationStateNames: Readonly<Record<ApplicationState, Text>> = {
  submitted: { zh: '待审批', en: 'waiting for approval' },
  approved: { zh: '待制章', en: 'approved, waiting to be made' },
  rejected: { zh: '未通过', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  made: { zh: '已制成', en: 'made' },
};

export const changeNames: Readonly<Record<string, Text>> = {
  made: { zh: '制成', en: 'made' },
  activated: { zh: '启用', en: 'activated' },
  suspend: { zh: '停用', en: 'suspended' },
  resume: { zh: '恢复使用', en: 'resumed' },
  'report-lost': { zh: '挂失', en: 'reported lost' },
  revoke: { zh: '注销', en: 'revoked' },
  replaced: { zh: '换发', en: 'replaced' },
  'machine-key-moved': { zh: '系统载体已更换', en: 'the machine’s key moved' },
  'handed-over': { zh: '移交', en: 'handed over' },
  'taken-over': { zh: '接管', en: 'taken over' },
  unlocked: { zh: '解锁', en: 'unlocked' },
  'device-freed': { zh: '解除设备绑定', en: 'device freed' },
  'password-changed': { zh: '更改印章密码', en: 'password changed' },
};

export function presentRequest(r: UseRequestRow): KeeperUseState {
  const { sealId, sealName, state, reason, page, x, y, result } = r;
  return { requestId: r.id, sealId, sealName, state, since: r.requestedAt, reason, page, x, y, result };
}
