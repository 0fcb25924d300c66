import type { LicenceEvent } from '@miaopi/contracts';
import { changeNames } from './domain/licence-state.ts';
import type { LicenceAction } from './domain/life.ts';
import type { HistoryRow } from './store/life.ts';

const names: Readonly<
  Record<LicenceAction | 'issue' | 'check-original', { readonly zh: string; readonly en: string }>
> = {
  issue: { zh: '颁发', en: 'issued' },
  change: { zh: '变更', en: 'changed' },
  restore: { zh: '恢复效力', en: 'in force again' },
  renew: { zh: '延续', en: 'renewed' },
  replace: { zh: '补领换发', en: 'replaced' },
  suspend: { zh: '暂扣', en: 'suspended' },
  resume: { zh: '暂扣发还', en: 'given back' },
  withdraw: { zh: '撤销', en: 'withdrawn' },
  revoke: { zh: '吊销', en: 'revoked' },
  cancel: { zh: '注销', en: 'cancelled' },
  'transfer-out': { zh: '办理转出', en: 'transferred out' },
  'transfer-in': { zh: '办理转入', en: 'transferred in' },
  'check-original': { zh: '与原件核对', en: 'compared with the original' },
};

/** What a row of history is called: what was done; from before actions were kept, what state came of it. */
export function eventName(row: Pick<HistoryRow, 'action' | 'state'>) {
  return row.action && Object.hasOwn(names, row.action)
    ? names[row.action as keyof typeof names]
    : changeNames[row.state];
}

export function presentEvent(row: HistoryRow, official: boolean): LicenceEvent {
  return {
    at: row.at.toISOString(),
    name: eventName(row),
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.note ? { note: row.note } : {}),
    ...(row.document ? { document: row.document } : {}),
    ...(official && row.operatorName ? { by: row.operatorName } : {}),
    ...(official && row.confirmedName ? { confirmedBy: row.confirmedName } : {}),
  };
}
