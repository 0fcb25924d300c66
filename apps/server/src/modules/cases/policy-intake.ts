import type { Abilities } from '@miaopi/contracts';
import { noDay, onDay } from '@miaopi/items';
import type { Actor } from '../../kernel/actor.ts';
import type { CaseOriginals } from './case-originals.ts';
import { differenceStep } from './domain/tasks.ts';
import type { Handler, Viewer } from './handler.ts';
import { type Answer, claimed, myTask, no, owns, yes } from './policy.ts';
import type { CaseWithTasks } from './store/cases.ts';
import type { CaseRow } from './store/rows.ts';

/** Who receives what came in, and says whether it is accepted: a clerk of the office who has taken it. */
export function mayReceive(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('acceptor'))
    return no('收件、受理由受理人员办理', 'Acceptors look at what came in and accept it');
  if (c.row.state !== 'intake') return no('该办件当前不在收件审查中', 'This case is not waiting to be accepted');
  return claimed(actor, c);
}

export const mayReject = mayReceive;
export const mayCorrectOnSpot = mayReceive;
/** That it is told once only is for the notice itself: a second one may be lawful. */
export const mayAskCorrection = mayReceive;

/** 原件预审: nothing is accepted whose originals were not found equal. */
export function mayAcceptOver({ mode, left }: CaseOriginals): Answer {
  if (mode.by !== 'pre-check' || left.length === 0) return yes;
  return no(
    `原件预审：先核对原件（${left.map((o) => o.name.zh).join('、')}）`,
    `The originals come first: ${left.map((o) => o.name.en).join(', ')}`,
  );
}

/** 预审通过, where originals are still to be shown before the acceptance. */
export function mayPreCheck({ mode, left }: CaseOriginals): Answer {
  if (mode.by !== 'pre-check') return no('该办件不是原件预审', 'This case is not handled with a pre-check');
  return left.length > 0 ? yes : no('原件已经核对一致，可以受理', 'The originals agree: accept it');
}

/** 核对原件: who has taken the case, while it waits for them, or when they are brought unasked. */
export function maySeeOriginals(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('acceptor')) return no('原件由受理人员核对', 'Acceptors look at originals');
  if (c.row.state !== 'originals' && c.row.state !== 'intake')
    return no('该办件现在不核对原件', 'No originals are shown at this point');
  return claimed(actor, c);
}

/** 开拆寄来的原件: as `maySeeOriginals`, and by any acceptor while nobody has taken the case. */
export function mayOpenPapers(actor: Handler, c: CaseWithTasks): Answer {
  const waits = c.row.state === 'originals' || c.row.state === 'intake';
  const free = myTask(actor, c)?.assignee === null && actor.roles.includes('acceptor');
  return waits && free ? yes : maySeeOriginals(actor, c);
}

/** What differed at the collection: an approver or the head of the office that handled the case. */
export function maySettleOriginals(actor: Handler, { row, tasks }: CaseWithTasks): Answer {
  if (!tasks.some((t) => t.state === 'open' && t.step === differenceStep.step))
    return no('没有待核实的原件差异', 'Nothing differs that is to be settled');
  return actor.office === row.office && (actor.roles.includes('approver') || actor.roles.includes('head'))
    ? yes
    : no('由办理单位的审批人员或者负责人核实', 'An approver or the head of the office settles it');
}

/** @throws the error with the answer's reason when it is no */
export function mayBecause(
  answer: Answer,
  refusal: (given: { readonly detail: Extract<Answer, { allowed: false }>['reason'] }) => Error,
): void {
  if (!answer.allowed) throw refusal({ detail: answer.reason });
}

/** What the applicant brings or sends after the notice is recorded by a clerk. */
export function mayRecordCorrection(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('acceptor')) return no('补正由受理人员登记', 'Acceptors record corrections');
  if (c.row.state !== 'correction') return no('该办件没有等待补正', 'This case waits for no correction');
  return claimed(actor, c);
}

/**
 * @param today yyyy-mm-dd; the last day to answer is the applicant's own
 * @param postedOn day on which a parcel that is still on its way was handed to its carrier: posted in time is in time (docs/decisions/0063)
 */
export function mayAbandon(actor: Handler, c: CaseWithTasks, today: string, postedOn?: string): Answer {
  const { row } = c;
  const waits = row.state === 'originals';
  const may = waits ? maySeeOriginals(actor, c) : mayRecordCorrection(actor, c);
  if (!may.allowed) return may;
  if (row.dueOn !== null && today > row.dueOn) {
    if (postedOn === undefined || postedOn > row.dueOn) return yes;
    const posted = onDay(postedOn);
    return no(
      `材料已于${posted.zh}交寄，没有超过期限，到达并开拆后才能终止`,
      `Papers were posted on ${posted.en}, in time; it can be ended only when they have come and were opened`,
    );
  }
  const until = row.dueOn ? onDay(row.dueOn) : noDay;
  return waits
    ? no(`核对原件的期限到${until.zh}止，逾期后才能终止`, `The applicant may bring the originals until ${until.en}`)
    : no(`补正期限到${until.zh}止，逾期后才能终止`, `The applicant may correct it until ${until.en}`);
}

/** The applicant corrects what was opened to him; late ones too, as long as nobody has ended the case. */
export function mayCorrect(actor: Actor, row: CaseRow): Answer {
  if (!owns(actor, row)) return no('只有申请人可以补正', 'Only the applicant may correct it');
  return row.state === 'correction' ? yes : no('该办件没有等待补正', 'This case waits for no correction');
}

/** The same answers as the use cases give, for the buttons; empty where the case is past its acceptance. */
export function intakeAbilities(
  actor: Viewer,
  c: CaseWithTasks,
  today: string,
  originals: CaseOriginals | undefined,
  postedOn?: string,
): Abilities {
  if (actor.kind === 'person') return c.row.state === 'correction' ? { correct: mayCorrect(actor, c.row) } : {};
  if (actor.kind !== 'staff') return {};
  const left = originals?.left.length ?? 0;
  if (c.row.state === 'intake') {
    const may = mayReceive(actor, c);
    const shows = originals?.mode.by === 'pre-check' && left > 0;
    return {
      accept: may.allowed && originals ? mayAcceptOver(originals) : may,
      ...(shows ? { preCheck: may, seeOriginals: maySeeOriginals(actor, c) } : {}),
      askCorrection: mayAskCorrection(actor, c),
      correctOnSpot: mayCorrectOnSpot(actor, c),
      reject: mayReject(actor, c),
    };
  }
  if (c.row.state === 'originals')
    return { seeOriginals: maySeeOriginals(actor, c), abandon: mayAbandon(actor, c, today, postedOn) };
  if (c.tasks.some((t) => t.state === 'open' && t.step === differenceStep.step))
    return { settleOriginals: maySettleOriginals(actor, c) };
  if (c.row.state === 'correction')
    return { recordCorrection: mayRecordCorrection(actor, c), abandon: mayAbandon(actor, c, today, postedOn) };
  return {};
}
