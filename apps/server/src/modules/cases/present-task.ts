import type { TaskView } from '@miaopi/contracts';
import type { Text } from '../../kernel/text.ts';
import type { ConsultationView } from '../exchange/index.ts';
import type { Due } from './domain/case-clock.ts';
import { lapsedWords } from './domain/in-words.ts';
import type { Viewer } from './handler.ts';
import { isHis } from './policy.ts';
import { type ActionRow, machine, type TaskRow } from './store/rows.ts';

/** What passes between an office and the keeper of its seal is not the applicant's. */
const withinOffice: ReadonlySet<string> = new Set(['resubmit']);

/**
 * @param actions of the case: what the system itself said in one is said in both languages here too
 * @param limit the limit of an open task with days of its own, and how it comes about
 * @param consultation of a department outside, how far the exchange with it is
 */
export function presentTask(
  t: TaskRow,
  actor: Viewer,
  actions: readonly ActionRow[],
  limit?: Due,
  consultation?: ConsultationView,
): TaskView {
  const official = actor.kind === 'staff';
  const said = official || !withinOffice.has(t.step) ? t.opinion : null;
  const question = wordsOf(actions, t.question);
  const opinion = wordsOf(actions, said);
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
    ...(t.doneByName
      ? {
          by: {
            name: t.doneByName,
            number: t.doneByNumber ?? '',
            ...(t.doneBy === machine.actorId ? { machine: true } : {}),
          },
        }
      : {}),
    ...(t.actingForName ? { actingFor: t.actingForName } : {}),
    ...(t.question ? { question: t.question } : {}),
    ...(question ? { questionWords: question } : {}),
    ...(t.askedByName ? { askedBy: t.askedByName } : {}),
    ...(t.line === 'beside' ? { blocks: t.blocks } : {}),
    ...(t.result ? { result: t.result } : {}),
    ...(said ? { opinion: said } : {}),
    ...(opinion ? { opinionWords: opinion } : {}),
    ...(t.outside ? { outside: presentConsultation(consultation, official) } : {}),
  };
}

/** The system's own words in a task stand in the history too, there in both languages (`inWords`). */
function wordsOf(actions: readonly ActionRow[], said: string | null): Text[] | undefined {
  if (!said) return undefined;
  const same = actions.find((a) => a.opinion === said && Array.isArray(a.data.reasons));
  if (same) return [...(same.data.reasons as Text[])];
  const lapsed = (['agree', 'none'] as const).map(lapsedWords).find((words) => words.zh === said);
  return lapsed && [lapsed];
}

const troubles: Readonly<Record<string, Text>> = {
  timeout: { zh: '对方没有及时应答', en: 'It did not answer in time' },
  down: { zh: '连接不上对方系统', en: 'Its system can’t be reached' },
  untrusted: { zh: '对方的签名不对', en: 'Its signature is wrong' },
  malformed: { zh: '对方的答复不符合约定', en: 'Its answer is not as agreed' },
  'circuit-open': { zh: '对方系统持续没有应答', en: 'Its system has not answered for a while' },
  record: { zh: '对方暂时不能处理', en: 'It can’t take it at the moment' },
  unknown: { zh: '没有配置该部门的系统', en: 'Its system is not configured here' },
};

function presentConsultation(c: ConsultationView | undefined, official: boolean): NonNullable<TaskView['outside']> {
  if (!c) return { state: 'to-send' };
  const code = c.trouble?.split(':')[0] ?? '';
  const trouble = c.trouble === null ? undefined : (troubles[code] ?? { zh: c.trouble, en: c.trouble });
  return {
    state: c.state,
    ...(c.sentAt ? { sentAt: c.sentAt.toISOString() } : {}),
    ...(c.receipt ? { receipt: c.receipt } : {}),
    ...(official && trouble && (c.state === 'to-send' || c.state === 'sent' || c.state === 'refused')
      ? { trouble }
      : {}),
    ...(official && c.failures > 0 && (c.state === 'to-send' || c.state === 'sent')
      ? { retryAt: c.nextAt.toISOString() }
      : {}),
    ...(c.answer ? { late: c.answer.late } : {}),
    ...(c.answer?.paper ? { paper: { name: c.answer.paper.name, number: c.answer.paper.number } } : {}),
  };
}
