import type { CaseView } from '@miaopi/contracts';

/** What a department is told of a case it filed: how far it is, what is asked, how it ended. Nothing of what registers said, and no licence. */
export function statusOf(number: string, view: CaseView): Readonly<Record<string, unknown>> {
  const open = view.state === 'correction' ? view.corrections.at(-1) : undefined;
  return {
    业务编号: number,
    办件编号: view.number,
    状态: view.state,
    状态名称: view.stateName.zh,
    提交时间: view.submittedAt,
    承诺办结日期: view.clock.due ?? null,
    补正: open
      ? {
          第几次: open.nth,
          文书编号: open.number,
          截止日期: open.until,
          内容: open.points.map((p) => ({
            字段: p.field,
            名称: p.label.zh,
            类型: p.kind === 'material' ? '材料' : '字段',
            页: p.page ?? null,
            原因: p.why,
            怎么改: p.how,
          })),
        }
      : null,
    待缴费: view.bill && !view.bill.settled ? true : null,
    结果: view.outcome
      ? { 结论: outcomes[view.outcome], 决定时间: view.decidedAt ?? null, 理由: view.reason ?? null }
      : null,
    文书: view.documents.map((d) => ({ 名称: d.name.zh, 编号: d.number, 时间: d.at })),
  };
}

const outcomes: Readonly<Record<NonNullable<CaseView['outcome']>, string>> = {
  granted: '准予',
  refused: '不予许可',
  withdrawn: '申请人撤回',
  'not-accepted': '不予受理',
  abandoned: '逾期未补正',
};
