import type { listWork, ReplyOf } from '@miaopi/contracts';
import type { Text } from '../../kernel/text.ts';
import type { Handler } from './handler.ts';
import { isHis } from './policy.ts';
import { presentSummary } from './present.ts';
import type { CaseRow } from './store/rows.ts';
import type { WorkItem } from './store/work-list.ts';

/** One line of a work list. */
export function presentWorkRow(staff: Handler, { row, task }: WorkItem): ReplyOf<typeof listWork>['cases'][number] {
  return {
    ...presentSummary(row),
    region: row.region,
    unmet: row.unmet,
    unknown: row.unknown,
    ...(task?.dueOn ? { dueAt: task.dueOn } : {}),
    ...(task ? { task: { id: task.id, step: task.step, name: task.name } } : {}),
    ...(task?.assigneeName ? { claimedBy: task.assigneeName } : {}),
    claimedByMe: isHis(staff, task?.assignee ?? null),
    why: whyOf(row),
  };
}

/** Why a person has to look at it. */
function whyOf(row: CaseRow): Text {
  if (row.state === 'returned')
    return {
      zh: `印章管理员退回：${row.waiting?.keeper?.rejected ?? ''}`,
      en: `Sent back by the keeper of the seal: ${row.waiting?.keeper?.rejected ?? ''}`,
    };
  if (row.state === 'originals')
    return {
      zh: `等待申请人到窗口核对原件，到 ${row.dueOn ?? ''}`,
      en: `Waits for the originals at the window, until ${row.dueOn ?? ''}`,
    };
  if (row.state === 'correction')
    return {
      zh: `等待申请人补正，至 ${row.dueOn ?? ''}`,
      en: `Waits for the applicant’s correction, until ${row.dueOn ?? ''}`,
    };
  if (row.state === 'closed')
    return { zh: '决定的变动待复核', en: 'A change of the decision waits for its second person' };
  if (row.state === 'procedure')
    return { zh: '特别程序中，待登记结果', en: 'In a special procedure; its result is to be recorded' };
  const zh: string[] = [];
  const en: string[] = [];
  if (row.unknown > 0) {
    zh.push(`${row.unknown} 项无法判断`);
    en.push(`${row.unknown} unknown`);
  }
  if (row.unmet > 0) {
    zh.push(`${row.unmet} 项不满足`);
    en.push(`${row.unmet} not met`);
  }
  return zh.length > 0
    ? { zh: zh.join('，'), en: en.join(', ') }
    : { zh: '按规则需人工决定', en: 'by rule for an official' };
}
