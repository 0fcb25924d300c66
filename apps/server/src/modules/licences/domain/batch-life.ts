export type BatchState = 'draft' | 'proposed' | 'running' | 'stopped' | 'done' | 'dropped';

export const batchActions = ['propose', 'approve', 'refuse', 'stop', 'resume', 'retry', 'drop'] as const;
export type BatchAction = (typeof batchActions)[number];

export interface BatchCounts {
  readonly rows: number;
  readonly faulty: number;
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
}

interface Text {
  readonly zh: string;
  readonly en: string;
}

type Answer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };

export const batchStates: Readonly<Record<BatchState, Text>> = {
  draft: { zh: '准备中', en: 'being prepared' },
  proposed: { zh: '待复核', en: 'waits for the second person' },
  running: { zh: '制证中', en: 'running' },
  stopped: { zh: '已停止', en: 'stopped' },
  done: { zh: '已完成', en: 'done' },
  dropped: { zh: '已作废', en: 'dropped' },
};

/** The lawful table: in which states an action can be taken. */
const lawful: Readonly<Record<BatchAction, readonly BatchState[]>> = {
  propose: ['draft'],
  approve: ['proposed'],
  refuse: ['proposed'],
  stop: ['running'],
  resume: ['stopped'],
  retry: ['stopped', 'done'],
  drop: ['draft', 'proposed'],
};

/** Whether the batch itself allows it; who may is `policy.ts`. */
export function batchAllows(
  action: BatchAction,
  batch: { readonly state: BatchState; readonly checked: boolean },
  counts: BatchCounts,
): Answer {
  const no = (zh: string, en: string): Answer => ({ allowed: false, reason: { zh, en } });
  if (!lawful[action].includes(batch.state))
    return no(`批次“${batchStates[batch.state].zh}”，不能这样办理`, `The batch is ${batchStates[batch.state].en}`);
  if (action === 'propose') {
    if (!batch.checked) return no('请先试运行', 'Check it first');
    if (counts.waiting === 0) return no('没有可以转换的行', 'There is no row that can be made');
  }
  if (action === 'resume' && counts.waiting === 0) return no('没有待制的证照', 'Nothing waits to be made');
  if (action === 'retry' && counts.failed === 0) return no('没有失败的证照', 'None has failed');
  return { allowed: true };
}
