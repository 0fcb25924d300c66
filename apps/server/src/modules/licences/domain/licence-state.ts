/** As stored; `reserved` is not yet a licence to anybody outside. */
export type StoredState =
  | 'reserved'
  | 'valid'
  | 'suspended'
  | 'changed'
  | 'cancelled'
  | 'revoked'
  | 'withdrawn'
  | 'transferred';
/** As shown: validity in time is computed, never stored. */
export type ShownState = Exclude<StoredState, 'reserved'> | 'not-yet-valid' | 'expired';

/** State on a day (`yyyy-mm-dd`); a licence is valid through its last day. */
export function stateOn(
  licence: { readonly state: StoredState; readonly validFrom: string; readonly validTo: string | null },
  today: string,
): ShownState {
  if (licence.state === 'reserved') return 'not-yet-valid';
  if (licence.state !== 'valid') return licence.state;
  if (today < licence.validFrom) return 'not-yet-valid';
  return licence.validTo !== null && licence.validTo < today ? 'expired' : 'valid';
}

export const stateNames: Readonly<Record<ShownState, { readonly zh: string; readonly en: string }>> = {
  valid: { zh: '有效', en: 'valid' },
  'not-yet-valid': { zh: '尚未生效', en: 'not yet valid' },
  expired: { zh: '已过有效期', en: 'expired' },
  suspended: { zh: '暂扣', en: 'suspended' },
  changed: { zh: '变更作废', en: 'replaced by a changed one' },
  cancelled: { zh: '已注销', en: 'cancelled' },
  revoked: { zh: '已吊销', en: 'revoked' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
  transferred: { zh: '已办理转出', en: 'transferred to another body' },
};

/** What happened, for the history of a licence. */
export const changeNames: Readonly<Record<StoredState, { readonly zh: string; readonly en: string }>> = {
  reserved: { zh: '取号', en: 'number taken' },
  valid: { zh: '颁发', en: 'issued' },
  suspended: { zh: '暂扣', en: 'suspended' },
  changed: { zh: '变更作废', en: 'replaced by a changed licence' },
  cancelled: { zh: '注销', en: 'cancelled' },
  revoked: { zh: '吊销', en: 'revoked' },
  withdrawn: { zh: '撤销', en: 'withdrawn' },
  transferred: { zh: '办理转出', en: 'transferred out' },
};
