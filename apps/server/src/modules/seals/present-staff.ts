import type { SealCarrier, SealGrant, SealUseRequest } from '@miaopi/contracts';
import { type Actor, actorKey } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { actorHolder } from './policy.ts';
import { carrierStateNames } from './present.ts';
import type { CarrierListRow } from './store/carriers.ts';
import type { GrantRow } from './store/grants.ts';
import type { UseRequestRow } from './store/use-requests.ts';

const carrierKinds: Readonly<Record<SealCarrier['kind'], Text>> = {
  machine: { zh: '系统载体', en: 'the machine’s' },
  soft: { zh: '软证书', en: 'software token' },
  hardware: { zh: '智能密码钥匙', en: 'UKey' },
};

export function presentCarrier(r: CarrierListRow, actor: Actor): SealCarrier {
  return {
    id: r.id,
    sealId: r.sealId,
    sealName: r.sealName,
    principalName: r.principalName,
    kind: r.kind,
    kindName: r.keyDevice
      ? { zh: `系统载体（密码设备 ${r.keyDevice}）`, en: `the machine’s, on device ${r.keyDevice}` }
      : carrierKinds[r.kind],
    ...(r.holderName ? { holder: r.holderName } : {}),
    mine: r.holder === actorHolder(actor),
    state: r.state,
    stateName: carrierStateNames[r.state],
    wrong: r.wrong,
    deviceBound: r.device !== null,
    ...(r.lockedAt ? { lockedAt: r.lockedAt.toISOString() } : {}),
    madeAt: r.madeAt.toISOString(),
    certificateSerial: r.certificateSerial,
    certificateTo: r.certificateTo.toISOString(),
  };
}

const grantStates: Readonly<Record<SealGrant['state'], Text>> = {
  proposed: { zh: '待确认', en: 'waits for confirmation' },
  'in-force': { zh: '有效', en: 'in force' },
  suspended: { zh: '已暂停', en: 'suspended' },
  ended: { zh: '已到期', en: 'over' },
  refused: { zh: '未确认', en: 'refused' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};

export function presentGrant(g: GrantRow, actor: Actor, now: Date): SealGrant {
  const used = g.maxUses !== null && g.uses >= g.maxUses;
  const state: SealGrant['state'] = g.withdrawnAt
    ? 'withdrawn'
    : g.refusedAt
      ? 'refused'
      : !g.confirmedAt
        ? 'proposed'
        : g.validTo <= now || used || g.sealState === 'replaced' || g.sealState === 'revoked' || g.sealState === 'lost'
          ? 'ended'
          : g.suspendedAt
            ? 'suspended'
            : 'in-force';
  const note = g.withdrawal ?? g.refusal;
  return {
    id: g.id,
    sealId: g.sealId,
    sealName: g.sealName,
    principalName: g.principalName,
    slug: g.slug,
    documentKind: g.documentKind,
    grantee: g.machine,
    validFrom: g.validFrom.toISOString(),
    validTo: g.validTo.toISOString(),
    ...(g.maxUses === null ? {} : { maxUses: g.maxUses }),
    uses: g.uses,
    state,
    stateName: grantStates[state],
    proposedBy: g.proposedByName ?? g.proposedBy,
    proposedAt: g.proposedAt.toISOString(),
    mine: g.proposedBy === actorKey(actor),
    ...(g.confirmedAt
      ? { confirmedBy: g.confirmedByName ?? g.confirmedBy ?? '', confirmedAt: g.confirmedAt.toISOString() }
      : {}),
    ...(note ? { note } : {}),
    assessment: {
      risks: g.risks.map((t) => ({ ...t })),
      measures: g.measures.map((t) => ({ ...t })),
      ...(g.method ? { method: g.method } : {}),
      ...(g.likelihood === null ? {} : { likelihood: g.likelihood }),
      ...(g.impact === null ? {} : { impact: g.impact }),
      ...(g.assessedByName ? { by: g.assessedByName } : {}),
      at: g.assessedAt.toISOString(),
    },
  };
}

const requestStates: Readonly<Record<SealUseRequest['state'], Text>> = {
  waiting: { zh: '待加盖', en: 'waiting' },
  sealing: { zh: '加盖中', en: 'being sealed' },
  sealed: { zh: '已加盖', en: 'sealed' },
  used: { zh: '已加盖', en: 'sealed' },
  rejected: { zh: '已退回', en: 'refused' },
};

export function presentUseRequest(r: UseRequestRow): SealUseRequest {
  return {
    id: r.id,
    sealId: r.sealId,
    sealName: r.sealName,
    slug: r.slug,
    title: { ...r.title },
    ...(r.holderName ? { holder: r.holderName } : {}),
    ...(r.caseId ? { caseId: r.caseId } : {}),
    ...(r.caseNumber ? { caseNumber: r.caseNumber } : {}),
    requestedAt: r.requestedAt.toISOString(),
    state: r.state,
    stateName: requestStates[r.state],
    ...(r.decidedAt ? { decidedAt: r.decidedAt.toISOString() } : {}),
    ...(r.reason ? { reason: r.reason } : {}),
    page: r.page,
    digest: r.digest,
    carrier: r.carrier,
  };
}
