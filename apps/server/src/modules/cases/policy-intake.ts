import type { Abilities } from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import type { Handler, Viewer } from './handler.ts';
import { type Answer, claimed, no, owns, yes } from './policy.ts';
import type { CaseWithTasks } from './store/cases.ts';
import type { CaseRow } from './store/rows.ts';

/** Who receives what came in, and says whether it is accepted: a clerk of the office who has taken it. */
function receiving(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('acceptor'))
    return no('收件、受理由受理人员办理', 'Acceptors look at what came in and accept it');
  if (c.row.state !== 'intake') return no('该办件当前不在收件审查中', 'This case is not waiting to be accepted');
  return claimed(actor, c);
}

export const mayAccept = receiving;
export const mayReject = receiving;
export const mayCorrectOnSpot = receiving;
/** That it is told once only is for the notice itself: a second one may be lawful. */
export const mayAskCorrection = receiving;

/** What the applicant brings or sends after the notice is recorded by a clerk. */
export function mayRecordCorrection(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('acceptor')) return no('补正由受理人员登记', 'Acceptors record corrections');
  if (c.row.state !== 'correction') return no('该办件没有等待补正', 'This case waits for no correction');
  return claimed(actor, c);
}

/** @param today yyyy-mm-dd; the last day to answer is the applicant's own */
export function mayAbandon(actor: Handler, c: CaseWithTasks, today: string): Answer {
  const may = mayRecordCorrection(actor, c);
  if (!may.allowed) return may;
  const { row } = c;
  return row.dueOn !== null && today > row.dueOn
    ? yes
    : no(`补正期限到 ${row.dueOn} 止，逾期后才能终止`, `The applicant may correct it until ${row.dueOn}`);
}

/** The applicant corrects what was opened to him; late ones too, as long as nobody has ended the case. */
export function mayCorrect(actor: Actor, row: CaseRow): Answer {
  if (!owns(actor, row)) return no('只有申请人可以补正', 'Only the applicant may correct it');
  return row.state === 'correction' ? yes : no('该办件没有等待补正', 'This case waits for no correction');
}

/** The same answers as the use cases give, for the buttons; empty where the case is past its acceptance. */
export function intakeAbilities(actor: Viewer, c: CaseWithTasks, today: string): Abilities {
  if (actor.kind === 'person') return c.row.state === 'correction' ? { correct: mayCorrect(actor, c.row) } : {};
  if (actor.kind !== 'staff') return {};
  if (c.row.state === 'intake')
    return {
      accept: mayAccept(actor, c),
      askCorrection: mayAskCorrection(actor, c),
      correctOnSpot: mayCorrectOnSpot(actor, c),
      reject: mayReject(actor, c),
    };
  if (c.row.state === 'correction')
    return { recordCorrection: mayRecordCorrection(actor, c), abandon: mayAbandon(actor, c, today) };
  return {};
}
