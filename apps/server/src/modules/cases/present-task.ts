import type { TaskView } from '@miaopi/contracts';
import type { Due } from './domain/case-clock.ts';
import type { Viewer } from './handler.ts';
import { isHis } from './policy.ts';
import type { TaskRow } from './store/rows.ts';

/** What passes between an office and the keeper of its seal is not the applicant's. */
const withinOffice: ReadonlySet<string> = new Set(['resubmit']);

/** @param limit the limit of an open task with days of its own, and how it comes about */
export function presentTask(t: TaskRow, actor: Viewer, limit?: Due): TaskView {
  const official = actor.kind === 'staff';
  return {
    id: t.id,
    step: t.step,
    name: t.name,
    line: t.line,
    office: t.officeName,
    state: t.state,
    openedAt: t.openedAt.toISOString(),
    ...(t.dueOn ? { dueAt: t.dueOn } : {}),
    ...(limit ? { derivation: [...limit.derivation] } : {}),
    ...(t.assigneeName ? { assignee: t.assigneeName } : {}),
    mine: actor.kind === 'staff' && isHis(actor, t.assignee),
    ...(t.doneAt ? { doneAt: t.doneAt.toISOString() } : {}),
    ...(t.doneByName ? { by: { name: t.doneByName, number: t.doneByNumber ?? '' } } : {}),
    ...(t.actingForName ? { actingFor: t.actingForName } : {}),
    ...(t.question ? { question: t.question } : {}),
    ...(t.askedByName ? { askedBy: t.askedByName } : {}),
    ...(t.line === 'beside' ? { blocks: t.blocks } : {}),
    ...(t.result ? { result: t.result } : {}),
    ...(t.opinion && (official || !withinOffice.has(t.step)) ? { opinion: t.opinion } : {}),
  };
}
