import type { Abilities } from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';
import { roundOf } from './clock-facts.ts';
import { forwardedStep } from './domain/review.ts';
import { standing, taskOf, tasksSince, waitingStates } from './domain/tasks.ts';
import type { Handler, Viewer } from './handler.ts';
import type { CaseWithTasks } from './store/cases.ts';
import type { CaseRow, ProcedureRow, TaskRow } from './store/rows.ts';

export type Answer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };

export const yes: Answer = { allowed: true };
export const no = (zh: string, en: string): Answer => ({ allowed: false, reason: { zh, en } });

/** Whose case it is: the applicant himself, the firm's legal representative, or the agent who filed it. Others get 404. */
export function owns(actor: Actor, row: CaseRow): boolean {
  if (actor.kind !== 'person') return false;
  const { principal } = actor;
  if (row.applicantKind !== principal.kind || row.applicantId !== principal.id) return false;
  return principal.role !== 'agent' || row.contactId === actor.personId;
}

/** An official sees the cases of his own office, and those his office has or had a task in. Others get 404. */
export function handles(actor: Actor, { row, tasks }: CaseWithTasks): boolean {
  return (
    actor.kind === 'staff' &&
    (actor.office === row.office || tasks.some((t) => t.office === actor.office)) &&
    hasCaseRole(actor)
  );
}

/** Keepers of seals and operators are of an office and have nothing to do with its cases. */
export function hasCaseRole({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.some((r) => r === 'approver' || r === 'head' || r === 'acceptor' || r === 'auditor');
}

/** Whether a task is this official's to do: his own, or that of a colleague he stands in for. */
export function isHis(actor: Handler, assignee: string | null): boolean {
  return assignee !== null && (assignee === actor.staffId || actor.standsFor.some((a) => a.id === assignee));
}

/** States in which a case is on the lists of an office. */
export function waitsForOfficial(row: CaseRow): boolean {
  return waitingStates.includes(row.state);
}

/** What this official would do if he went on with the case; undefined when his office has nothing to do. */
export function myTask(actor: Handler, { tasks }: CaseWithTasks): TaskRow | undefined {
  return taskOf(tasks, actor.office, (who) => isHis(actor, who));
}

export function mayClaim(actor: Handler, c: CaseWithTasks): Answer {
  const task = myTask(actor, c);
  if (!actor.roles.includes(task?.role ?? 'approver'))
    return task?.role === 'acceptor'
      ? no('受理前由受理人员领取', 'Before it is accepted only acceptors may take it')
      : no('只有审批人员可以领取', 'Only approvers may take a case');
  if (!task) return no('该办件当前不需要人工审核', 'This case does not wait for an official');
  if (isHis(actor, task.assignee)) return no('您已领取该办件', 'You have taken this case already');
  if (task.assignee) return no(`已由 ${task.assigneeName} 领取`, `Taken by ${task.assigneeName}`);
  return yes;
}

export function mayRelease(actor: Handler, c: CaseWithTasks): Answer {
  const task = myTask(actor, c);
  if (!task) return no('该办件当前不在审核中', 'This case is not under review');
  return isHis(actor, task.assignee) ? yes : no('只有领取人可以退回', 'Only who has taken it may give it back');
}

export function mayDecide(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('approver')) return no('只有审批人员可以决定', 'Only approvers may decide');
  if (c.row.state === 'returned')
    return no('已准予，正在签章前核对', 'It is granted already, and is being checked before the seal');
  if (c.row.state === 'procedure')
    return no('特别程序正在进行，登记结果后才能决定', 'A special procedure is under way; its result comes first');
  if (c.row.state !== 'review') return no('该办件当前不需要人工审核', 'This case does not wait for an official');
  const answer = claimed(actor, c);
  if (!answer.allowed) return answer;
  if (!takenBy(actor, c)?.decides)
    return no('本环节只提出意见，由最后环节决定', 'This step gives an opinion; the last one decides');
  const blocking = c.tasks.find((t) => t.state === 'open' && t.line === 'beside' && t.blocks);
  if (blocking)
    return no(`须先等${blocking.officeName.zh}的意见`, `The opinion of ${blocking.officeName.en} must be in first`);
  return yes;
}

/** To say what a step has to say that does not decide. */
export function mayOpine(actor: Handler, c: CaseWithTasks): Answer {
  if (c.row.state === 'procedure')
    return no('特别程序正在进行，登记结果后才能提出意见', 'A special procedure is under way; its result comes first');
  if (c.row.state !== 'review') return no('该办件当前不在审核中', 'This case is not under review');
  const answer = claimed(actor, c);
  if (!answer.allowed) return answer;
  return takenBy(actor, c)?.decides ? no('这是最后环节，请作出决定', 'This is the last step: decide') : yes;
}

/** What departments outside were asked and have not said: on the main line, and beside it. */
export function outsideTasks(tasks: readonly TaskRow[]): TaskRow[] {
  return tasks.filter((t) => t.state === 'open' && t.outside);
}

/** To write down what a department outside said on paper, or that it said nothing: the lead office. */
export function mayRecordOpinion(actor: Handler, { row, tasks }: CaseWithTasks): Answer {
  if (actor.office !== row.office || !actor.roles.some((r) => r === 'approver' || r === 'head'))
    return no('由牵头单位的审批人员登记', 'Approvers of the lead office record it');
  if (row.state !== 'review') return no('该办件当前不在审核中', 'This case is not under review');
  return outsideTasks(tasks).length > 0 ? yes : no('没有等待答复的外部部门', 'No department outside is waited for');
}

/** 退回: to an earlier step that the case has passed. */
export function mayReturnStep(actor: Handler, c: CaseWithTasks): Answer {
  if (c.row.state !== 'review') return no('该办件当前不在审核中', 'This case is not under review');
  const answer = claimed(actor, c);
  if (!answer.allowed) return answer;
  return passedSteps(tasksSince(c.tasks, c.row.reopened?.at), takenBy(actor, c)?.position ?? 0).length > 0
    ? yes
    : no('前面没有可以退回的环节', 'There is no earlier step to send it back to');
}

/** What was said in the steps before a place, in the order it was. */
export function passedSteps(tasks: readonly TaskRow[], position: number): TaskRow[] {
  return tasks.filter(
    (t) => t.state === 'done' && t.line === 'main' && t.position < position && t.result !== 'returned',
  );
}

/** 撤回: what he said last, as long as nobody has begun what follows. */
export function mayTakeBack(actor: Handler, c: CaseWithTasks): Answer {
  if (c.row.state !== 'review') return no('该办件当前不在审核中', 'This case is not under review');
  return takesBack(actor, tasksSince(c.tasks, c.row.reopened?.at), c.row.migrated?.at)
    ? yes
    : no('没有可以撤回的意见，或下一环节已经开始', 'There is nothing to take back, or the next step has begun');
}

/**
 * The task whose end an official may undo. @param since ISO; what was said under an earlier version of the item stands: its step may be another now
 */
export function takesBack(actor: Handler, tasks: readonly TaskRow[], since?: string): TaskRow | undefined {
  // from position 1: an acceptance was told to the applicant on paper, and stands
  const done = tasks.filter(
    (t) =>
      t.state === 'done' && t.line === 'main' && t.position > 0 && !(since && t.doneAt && t.doneAt < new Date(since)),
  );
  const mine = done.filter((t) => t.doneBy === actor.staffId && t.result !== 'returned').at(-1);
  if (!mine) return undefined;
  // those opened after it, in the order they were
  const later = tasks.slice(tasks.indexOf(mine) + 1).filter((t) => t.line === 'main' && t.state !== 'void');
  const undone = later.some((t) => t.position <= mine.position && t.office === mine.office);
  const begun =
    later.some((t) => t.position > mine.position && (t.state === 'done' || t.assignee !== null)) ||
    standing(tasks).some((t) => t.position < mine.position);
  return undone || begun ? undefined : mine;
}

/** 转报: only out of the step that decides, to the office above that the item names. */
export function mayForward(actor: Handler, c: CaseWithTasks): Answer {
  const answer = mayDecide(actor, c);
  if (!answer.allowed) return answer;
  return takenBy(actor, c)?.step === forwardedStep ? no('已在上级单位', 'It is with the office above already') : yes;
}

/** To give a task to an official of its office: the head any, anybody his own (移交). */
export function mayAssign(actor: Handler, task: TaskRow | undefined): Answer {
  if (!task || task.office !== actor.office || task.state !== 'open')
    return no('本单位没有这项待办任务', 'Your office has no such open task');
  if (actor.roles.includes('head') || isHis(actor, task.assignee)) return yes;
  return no('只有单位负责人可以指派，承办人可以移交自己的任务', 'The head assigns; an official hands over what is his');
}

/** The task he would give away where none is named: the head what the case stands at in his office, or what is to be confirmed after it; anybody else his own. */
export function taskToAssign(actor: Handler, c: CaseWithTasks): TaskRow | undefined {
  if (!actor.roles.includes('head')) return myTask(actor, c);
  const after = c.tasks.filter((t) => t.state === 'open' && t.line === 'after');
  return [...standing(c.tasks), ...after].find((t) => t.office === actor.office);
}

/** 征求意见: who has the case asks another office, or a colleague of his own. */
export function mayAskOpinion(actor: Handler, c: CaseWithTasks): Answer {
  if (c.row.state !== 'review' && c.row.state !== 'procedure')
    return no('该办件当前不在审核中', 'This case is not under review');
  return claimed(actor, c);
}

/** What he was asked beside the main line and has taken. */
export function askedTask(actor: Handler, c: CaseWithTasks): TaskRow | undefined {
  return c.tasks.find(
    (t) => t.state === 'open' && t.line === 'beside' && t.office === actor.office && isHis(actor, t.assignee),
  );
}

export function mayAnswerOpinion(actor: Handler, c: CaseWithTasks): Answer {
  return askedTask(actor, c)
    ? yes
    : no('没有征求您意见的任务，或尚未领取', 'Nobody has asked for your opinion, or you have not taken the task');
}

/** 催办, by the applicant or the head of the office. */
export function mayUrge(actor: Actor, { row, tasks }: CaseWithTasks): Answer {
  const may =
    owns(actor, row) ||
    (actor.kind === 'staff' &&
      actor.roles.includes('head') &&
      (actor.office === row.office || tasks.some((t) => t.office === actor.office)));
  if (!may) return no('只有申请人和单位负责人可以催办', 'Only the applicant and the head of the office may urge');
  return row.state === 'review' ? yes : no('该办件当前不在审核中', 'This case is not under review');
}

/** The task of the main line he has taken. */
export function takenBy(actor: Handler, c: CaseWithTasks): TaskRow | undefined {
  return standing(c.tasks).find((t) => t.office === actor.office && isHis(actor, t.assignee));
}

/** To stop the clock for a special procedure of kind B. */
export function mayStartProcedure(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('approver'))
    return no('只有审批人员可以启动特别程序', 'Only approvers may start a special procedure');
  if (c.row.state === 'procedure') return no('已有特别程序正在进行', 'A special procedure is under way already');
  if (c.row.state !== 'review') return no('该办件当前不在审核中', 'This case is not under review');
  return claimed(actor, c);
}

export function mayEndProcedure(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('approver')) return no('只有审批人员可以登记结果', 'Only approvers may record its result');
  if (c.row.state !== 'procedure') return no('没有正在进行的特别程序', 'No special procedure is under way');
  return claimed(actor, c);
}

/** 行政许可法 第四十二条: once, with the approval of the head of the office. */
export function mayExtend(actor: Handler, row: CaseRow, extended: boolean): Answer {
  if (!actor.roles.includes('head'))
    return no('延长期限须由单位负责人批准', 'The head of the office must approve an extension');
  if (row.state !== 'review') return no('该办件当前不在审核中', 'This case is not under review');
  return extended ? no('期限只能延长一次', 'The limit can be extended once only') : yes;
}

/** The applicant may take his application back as long as nothing is decided. */
export function mayWithdraw(actor: Actor, row: CaseRow): Answer {
  if (!owns(actor, row)) return no('只有申请人可以撤回', 'Only the applicant may withdraw it');
  if (['waiting', 'intake', 'correction', 'originals', 'review', 'procedure'].includes(row.state)) return yes;
  if (row.state === 'accepted' && row.waiting?.payment) return yes;
  if (row.state === 'vertical')
    return row.waiting?.vertical?.opened === false
      ? yes
      : no('已在对方系统办理，请在那里撤回，结果会回到这里', 'It is handled in the other system: withdraw it there');
  return row.state === 'closed' || row.state === 'granted' || row.state === 'refused' || row.state === 'returned'
    ? no('已经作出决定，不能撤回', 'It has been decided and can’t be withdrawn')
    : no('系统正在办理，请稍候', 'It is being handled at this moment');
}

/** To go over to the vertical system that handles it, once more too. */
export function mayGoOver(actor: Actor, row: CaseRow): Answer {
  return owns(actor, row) ? goesOver(row) : no('只有申请人可以前往办理', 'Only the applicant goes on there');
}

/** Whether there is something left to do there, whoever it is. */
export function goesOver(row: CaseRow): Answer {
  if (row.state !== 'vertical')
    return no('该办件已不在对方系统办理', 'This case is not handled in another system any more');
  return row.waiting?.vertical?.phase === 'granted'
    ? no('对方已准予，正在出结果，无需前往', 'It is granted there; there is nothing left to do')
    : yes;
}

/** To refuse: out of the review, or by withdrawing a grant that was not delivered. */
export function mayRefuse(actor: Handler, c: CaseWithTasks): Answer {
  return c.row.state === 'returned' ? mayResubmit(actor, c) : mayDecide(actor, c);
}

/** To put what the keeper of the seal sent back on his list again. */
export function mayResubmit(actor: Handler, c: CaseWithTasks): Answer {
  if (!actor.roles.includes('approver')) return no('只有审批人员可以更正', 'Only approvers may correct it');
  if (c.row.state !== 'returned')
    return no('该办件没有被印章管理员退回', 'The keeper of the seal has not sent it back');
  return claimed(actor, c);
}

/** What one has taken one may act on. */
export function claimed(actor: Handler, c: CaseWithTasks): Answer {
  const task = taskOf(standing(c.tasks), actor.office, (who) => isHis(actor, who));
  if (task && isHis(actor, task.assignee)) return yes;
  return no(
    task?.assignee ? `已由 ${task.assigneeName} 领取` : '请先领取该办件',
    task?.assignee ? `Taken by ${task.assigneeName}` : 'Take the case first',
  );
}

/** Phrases that everybody of the office is offered. */
export function mayKeepForOffice(actor: { readonly roles: readonly string[] }): Answer {
  return actor.roles.includes('head')
    ? yes
    : no('单位的常用语由负责人维护', 'The head keeps the phrases of the office');
}

/** The same answers as the use cases give, for the buttons. */
export function abilitiesOf(
  actor: Viewer,
  c: CaseWithTasks,
  procedures: readonly ProcedureRow[],
  /** Whether the item knows an office above. */
  forward: boolean,
): Abilities {
  const { row } = c;
  if (actor.kind === 'person')
    return {
      withdraw: mayWithdraw(actor, row),
      urge: mayUrge(actor, c),
      ...(row.state === 'vertical' ? { goOver: mayGoOver(actor, row) } : {}),
    };
  if (actor.kind !== 'staff') return {};
  return {
    claim: mayClaim(actor, c),
    release: mayRelease(actor, c),
    decide: mayDecide(actor, c),
    refuse: mayRefuse(actor, c),
    giveOpinion: mayOpine(actor, c),
    returnStep: mayReturnStep(actor, c),
    takeBack: mayTakeBack(actor, c),
    assign: mayAssign(actor, taskToAssign(actor, c)),
    askOpinion: mayAskOpinion(actor, c),
    ...(askedTask(actor, c) ? { answerOpinion: mayAnswerOpinion(actor, c) } : {}),
    urge: mayUrge(actor, c),
    ...(outsideTasks(c.tasks).length > 0 ? { recordOpinion: mayRecordOpinion(actor, c) } : {}),
    ...(forward ? { forward: mayForward(actor, c) } : {}),
    ...(row.state === 'procedure'
      ? { endProcedure: mayEndProcedure(actor, c) }
      : { startProcedure: mayStartProcedure(actor, c) }),
    extend: mayExtend(
      actor,
      row,
      roundOf(row, procedures).some((p) => p.kind === 'A'),
    ),
    ...(row.state === 'returned' ? { resubmit: mayResubmit(actor, c) } : {}),
  };
}
