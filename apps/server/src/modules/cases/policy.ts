import type { Abilities } from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import type { CaseRow } from './store/rows.ts';

export type Answer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };

const yes: Answer = { allowed: true };
const no = (zh: string, en: string): Answer => ({ allowed: false, reason: { zh, en } });

/** Whose case it is: the applicant himself, the firm's legal representative, or the agent who filed it. Others get 404. */
export function owns(actor: Actor, row: CaseRow): boolean {
  if (actor.kind !== 'person') return false;
  const { principal } = actor;
  if (row.applicantKind !== principal.kind || row.applicantId !== principal.id) return false;
  return principal.role !== 'agent' || row.contactId === actor.personId;
}

/** An official sees the cases of his own office. Others get 404. */
export function handles(actor: Actor, row: CaseRow): boolean {
  return (
    actor.kind === 'staff' &&
    actor.office === row.office &&
    actor.roles.some((r) => r === 'approver' || r === 'head' || r === 'acceptor' || r === 'auditor')
  );
}

/** States in which a case is on the lists of its office. */
export function waitsForOfficial(row: CaseRow): boolean {
  return row.state === 'review' || row.state === 'returned';
}

export function mayClaim(actor: StaffActor, row: CaseRow): Answer {
  if (!actor.roles.includes('approver')) return no('只有审批人员可以领取', 'Only approvers may take a case');
  if (!waitsForOfficial(row)) return no('该办件当前不需要人工审核', 'This case does not wait for an official');
  if (row.claimedBy === actor.staffId) return no('您已领取该办件', 'You have taken this case already');
  if (row.claimedBy) return no(`已由 ${row.claimedName} 领取`, `Taken by ${row.claimedName}`);
  return yes;
}

export function mayRelease(actor: StaffActor, row: CaseRow): Answer {
  if (!waitsForOfficial(row)) return no('该办件当前不在审核中', 'This case is not under review');
  return row.claimedBy === actor.staffId ? yes : no('只有领取人可以退回', 'Only who has taken it may give it back');
}

export function mayDecide(actor: StaffActor, row: CaseRow): Answer {
  if (!actor.roles.includes('approver')) return no('只有审批人员可以决定', 'Only approvers may decide');
  if (row.state === 'returned')
    return no('已准予，正在签章前核对', 'It is granted already, and is being checked before the seal');
  if (row.state !== 'review') return no('该办件当前不需要人工审核', 'This case does not wait for an official');
  return claimed(actor, row);
}

/** To refuse: out of the review, or by withdrawing a grant that was not delivered. */
export function mayRefuse(actor: StaffActor, row: CaseRow): Answer {
  return row.state === 'returned' ? mayResubmit(actor, row) : mayDecide(actor, row);
}

/** To put what the keeper of the seal sent back on his list again. */
export function mayResubmit(actor: StaffActor, row: CaseRow): Answer {
  if (!actor.roles.includes('approver')) return no('只有审批人员可以更正', 'Only approvers may correct it');
  if (row.state !== 'returned') return no('该办件没有被印章管理员退回', 'The keeper of the seal has not sent it back');
  return claimed(actor, row);
}

function claimed(actor: StaffActor, row: CaseRow): Answer {
  if (row.claimedBy === actor.staffId) return yes;
  return no(
    row.claimedBy ? `已由 ${row.claimedName} 领取` : '请先领取该办件',
    row.claimedBy ? `Taken by ${row.claimedName}` : 'Take the case first',
  );
}

/** The same answers as the use cases give, for the buttons. */
export function abilitiesOf(actor: Actor, row: CaseRow): Abilities {
  if (actor.kind !== 'staff') return {};
  return {
    claim: mayClaim(actor, row),
    release: mayRelease(actor, row),
    decide: mayDecide(actor, row),
    refuse: mayRefuse(actor, row),
    ...(row.state === 'returned' ? { resubmit: mayResubmit(actor, row) } : {}),
  };
}
