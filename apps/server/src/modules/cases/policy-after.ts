import type { Abilities } from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import type { Handler, Viewer } from './handler.ts';
import { type Answer, no, owns, yes } from './policy.ts';
import type { AmendmentRow, CaseRow } from './store/rows.ts';

/** A decided case with what became of its decision. */
export interface DecidedCase {
  readonly row: CaseRow;
  readonly amendments: readonly AmendmentRow[];
}

export function openAmendment({ amendments }: Pick<DecidedCase, 'amendments'>): AmendmentRow | undefined {
  return amendments.find((m) => m.state === 'open');
}

const decisions: readonly CaseRow['outcome'][] = ['granted', 'refused'];

function decides(actor: Handler): boolean {
  return actor.roles.includes('approver') || actor.roles.includes('head');
}

/** To touch a decision at all: of the office that made it, when it is made and told, one change at a time. @param about what it was */
function mayChange(actor: Handler, c: DecidedCase, about: readonly CaseRow['outcome'][] = decisions): Answer {
  const { row } = c;
  if (actor.office !== row.office) return no('由作出决定的机关办理', 'The office that made the decision does this');
  if (!decides(actor)) return no('只有审批人员和单位负责人可以办理', 'Only approvers and the head of the office may');
  if (row.state !== 'closed') return no('作出决定并办结后才能办理', 'Only once the case is decided and closed');
  if (!about.includes(row.outcome))
    return no('该办件没有作出准予或者不予的决定', 'The case has no decision to grant or refuse');
  // the mark of it stays with the case
  if (row.waiting?.vertical)
    return no(
      '由对方系统作出的决定，由作出决定的机关在其系统办理',
      'It was decided in another system, which changes it',
    );
  return openAmendment(c)
    ? no('有一项变动待复核，请先处理', 'A change waits for its second person; settle it first')
    : yes;
}

/** 更正: what stands in the decision or on the licence, never the outcome. */
export function mayCorrectDecision(actor: Handler, c: DecidedCase): Answer {
  const answer = mayChange(actor, c);
  if (!answer.allowed) return answer;
  return c.row.undone ? no('该决定已不再有效', 'The decision stands no more') : yes;
}

/** 撤销、撤回、注销. */
export function mayRevoke(actor: Handler, c: DecidedCase): Answer {
  const answer = mayChange(actor, c);
  if (!answer.allowed) return answer;
  if (c.row.outcome !== 'granted') return no('只有准予的决定可以撤销', 'Only a grant can be revoked');
  return c.row.undone ? no('该决定已不再有效', 'The decision stands no more') : yes;
}

/** 依决定重办, of what was not accepted too: entered by the head of the office, who answers for the order. */
export function mayReopen(actor: Handler, c: DecidedCase): Answer {
  const answer = mayChange(actor, c, [...decisions, 'not-accepted']);
  if (!answer.allowed) return answer;
  return actor.roles.includes('head')
    ? yes
    : no('由单位负责人依有权机关的决定启动', 'The head of the office begins it, by the order of a body above');
}

/** The second of two persons: another one of the office, one of the two its head; not before the holder was heard. @param today yyyy-mm-dd */
export function mayConfirmChange(actor: Handler, c: DecidedCase, today: string): Answer {
  const second = secondPerson(actor, c);
  if (!second.allowed) return second;
  const open = openAmendment(c);
  return open?.answerUntil && !open.answeredAt && today <= open.answerUntil
    ? no(`须先听取陈述、申辩，至 ${open.answerUntil}`, `The holder may answer until ${open.answerUntil}`)
    : yes;
}

/** Whoever proposed it takes it back, the second person refuses it. */
export function mayDropChange(actor: Handler, c: DecidedCase): Answer {
  const open = openAmendment(c);
  return open && open.proposedBy === actor.staffId && actor.office === c.row.office ? yes : secondPerson(actor, c);
}

function secondPerson(actor: Handler, c: DecidedCase): Answer {
  const open = openAmendment(c);
  if (!open) return no('没有待复核的变动', 'No change waits for a second person');
  if (actor.office !== c.row.office) return no('由作出决定的机关复核', 'The office that made the decision confirms it');
  if (!decides(actor))
    return no('只有审批人员和单位负责人可以复核', 'Only approvers and the head of the office may confirm it');
  if (open.proposedBy === actor.staffId)
    return no('提出人不能复核自己提出的变动', 'Who proposed it may not confirm it');
  return open.proposedByHead || actor.roles.includes('head')
    ? yes
    : no('须由单位负责人复核', 'The head of the office must confirm it');
}

/** 陈述、申辩: the holder answers what he was told, once. @param today yyyy-mm-dd */
export function mayAnswerChange(actor: Actor, c: DecidedCase, today: string): Answer {
  const open = openAmendment(c);
  if (!owns(actor, c.row)) return no('只有当事人可以陈述、申辩', 'Only the holder may answer');
  if (!open?.answerUntil) return no('没有需要陈述、申辩的事项', 'There is nothing to answer');
  if (open.answeredAt) return no('您已提交陈述、申辩', 'You have answered already');
  return today <= open.answerUntil
    ? yes
    : no(`陈述、申辩的期限到 ${open.answerUntil} 止`, `The time to answer ended on ${open.answerUntil}`);
}

/** The same answers as the use cases give, for the buttons; empty while the case is not closed. */
export function afterAbilities(actor: Viewer, c: DecidedCase, today: string): Abilities {
  if (c.row.state !== 'closed') return {};
  const open = openAmendment(c);
  if (actor.kind === 'person') return open?.answerUntil ? { answerChange: mayAnswerChange(actor, c, today) } : {};
  if (actor.kind !== 'staff') return {};
  return {
    correctDecision: mayCorrectDecision(actor, c),
    revoke: mayRevoke(actor, c),
    reopen: mayReopen(actor, c),
    ...(open ? { confirmChange: mayConfirmChange(actor, c, today), dropChange: mayDropChange(actor, c) } : {}),
  };
}
