import type { StaffActor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { type BatchAction, type BatchCounts, type BatchState, batchAllows } from './domain/batch-life.ts';
import { type ShownState, stateNames, stateOn } from './domain/licence-state.ts';
import { actionRules, afterAction, headRole, type OfficialAction, readingRoles } from './domain/life.ts';
import { gradeRules, type TrustGrade } from './domain/trust-grade.ts';

export type Answer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };

const yes: Answer = { allowed: true };
const no = (zh: string, en: string): Answer => ({ allowed: false, reason: { zh, en } });

/** Officials of the issuing office look at its licences. For anybody else they are not there (404). */
export function mayRead(actor: StaffActor): boolean {
  return actor.roles.some((role) => (readingRoles as readonly string[]).includes(role));
}

export interface ActionFacts {
  readonly state: ShownState;
  /** An action waits for its second person. */
  readonly proposed: boolean;
  /** A new version is being made at this moment. */
  readonly beingReplaced: boolean;
  readonly validTo: string | null;
}

/** May this official do (or, where it takes two, propose) this now? The same answer makes the greyed button and the refusal. */
export function mayAct(actor: StaffActor, action: OfficialAction, facts: ActionFacts): Answer {
  const rule = actionRules[action];
  if (!actor.roles.some((role) => rule.roles.includes(role)))
    return no('只有审批人员和单位负责人可以办理', 'Only approvers and the head of the office may');
  if (afterAction(facts.state, action) === undefined)
    return no(
      `证照目前“${stateNames[facts.state].zh}”，不能${rule.name.zh}`,
      `It is ${stateNames[facts.state].en}; this can’t be done`,
    );
  if (facts.beingReplaced) return no('正在制作新的版本，请稍后再试', 'A new version is being made; try again shortly');
  if (facts.proposed) return no('有一项待复核的办理，请先处理', 'Another action waits for its second person');
  if (action === 'renew' && facts.validTo === null)
    return no('长期有效的证照不需要延续', 'It is valid without end and needs no renewal');
  return yes;
}

/** The second of two persons: another one of the same office, and one of the two its head. */
export function mayConfirm(
  actor: StaffActor,
  proposal: { readonly action: OfficialAction; readonly proposedBy: string; readonly proposedByHead: boolean },
): Answer {
  if (!actor.roles.some((role) => actionRules[proposal.action].roles.includes(role)))
    return no('只有审批人员和单位负责人可以复核', 'Only approvers and the head of the office may confirm');
  if (proposal.proposedBy === `staff:${actor.staffId}`)
    return no('提出人不能复核自己提出的办理', 'Who proposed it may not confirm it');
  if (!proposal.proposedByHead && !actor.roles.includes(headRole))
    return no('须由单位负责人复核', 'The head of the office must confirm it');
  return yes;
}

/** To raise the trust grade of a licence by comparing it with its paper. */
export function mayCheckOriginal(
  actor: StaffActor,
  licence: Parameters<typeof stateOn>[0] & { readonly grade: TrustGrade; readonly recalledAt: Date | null },
  today: string,
): Answer {
  if (!actor.roles.some((role) => role === 'acceptor' || role === 'approver' || role === headRole))
    return no(
      '只有窗口、审批人员和单位负责人可以核对原件',
      'Only counter staff, approvers and the head may compare originals',
    );
  if (!gradeRules[licence.grade].raisedByCheck)
    return no('这一等级不需要核对原件', 'A licence of this grade is not raised by comparing it');
  if (stateOn(licence, today) !== 'valid' || licence.recalledAt)
    return no('只有目前有效的证照可以核对升级', 'Only a licence in force can be raised');
  return yes;
}

/** Paper originals are printed and handed over at the counters of the issuing office. */
export function mayHandPapers(actor: StaffActor): boolean {
  return actor.roles.some((role) => role === 'acceptor' || role === 'approver' || role === headRole);
}

/** Catalogue rows are edited by who decides in the issuing office. */
export function mayEditTypes(actor: StaffActor): Answer {
  return actor.roles.some((role) => role === 'approver' || role === headRole)
    ? yes
    : no('只有审批人员和单位负责人可以编辑证照目录', 'Only approvers and the head of the office edit the catalogue');
}

/** Published by another person than who saved it last; one of the two is the head. */
export function mayPublishType(
  actor: StaffActor,
  draft: { readonly savedBy: string; readonly savedByHead: boolean },
): Answer {
  const edits = mayEditTypes(actor);
  if (!edits.allowed) return edits;
  if (draft.savedBy === `staff:${actor.staffId}`)
    return no('保存草稿的人不能自己发布', 'Who saved the draft may not publish it');
  if (!draft.savedByHead && !actor.roles.includes(headRole))
    return no('须由单位负责人发布', 'The head of the office must publish it');
  return yes;
}

/** Batches are filled, stopped and continued by who decides in the issuing office. */
export function mayRunBatches(actor: StaffActor): Answer {
  return actor.roles.some((role) => role === 'approver' || role === headRole)
    ? yes
    : no('只有审批人员和单位负责人可以办理批次', 'Only approvers and the head of the office handle batches');
}

/** Approved by another person than who proposed it; one of the two is the head. */
export function mayApproveBatch(
  actor: StaffActor,
  proposal: { readonly proposedBy: string | null; readonly proposedByHead: boolean | null },
): Answer {
  const handles = mayRunBatches(actor);
  if (!handles.allowed) return handles;
  if (proposal.proposedBy === `staff:${actor.staffId}`)
    return no('提交的人不能自己复核', 'Who proposed it may not approve it');
  if (!proposal.proposedByHead && !actor.roles.includes(headRole))
    return no('须由单位负责人复核', 'The head of the office must approve it');
  return yes;
}

/** One answer for the greyed button and the refusal. */
export function mayDoWithBatch(
  actor: StaffActor,
  action: BatchAction,
  batch: {
    readonly state: BatchState;
    readonly checked: boolean;
    readonly proposedBy: string | null;
    readonly proposedByHead: boolean | null;
  },
  counts: BatchCounts,
): Answer {
  const who = action === 'approve' || action === 'refuse' ? mayApproveBatch(actor, batch) : mayRunBatches(actor);
  // what the batch itself does not allow says more than who may
  const itself = batchAllows(action, batch, counts);
  return itself.allowed ? who : itself;
}
