import type { ShownState } from './licence-state.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** head.status of the sharing interface (domain.md §3.5.1). */
export const shareStatus = {
  given: 0,
  notShared: 2,
  none: 10,
  unauthenticated: 11,
  parameterMissing: 12,
  typeMissing: 13,
  cancelled: 21,
  expired: 22,
  restricted: 23,
  notPermitted: 100,
  contentType: 102,
  holderTypeCode: 103,
  certNoMissing: 109,
  holderCodeMissing: 110,
  holderMissing: 111,
  certTypeCode: 113,
} as const;
export type ShareStatus = (typeof shareStatus)[keyof typeof shareStatus];

export const shareMessages: Readonly<Record<ShareStatus, Text>> = {
  0: { zh: '成功', en: 'given' },
  2: { zh: '该类证照不予共享', en: 'licences of this type are not shared' },
  10: { zh: '没有查到证照', en: 'no such licence' },
  11: { zh: '认证失败', en: 'not authenticated' },
  12: { zh: '缺少必填参数', en: 'a parameter is missing' },
  13: { zh: '证照类型不存在', en: 'there is no such type' },
  21: { zh: '证照已注销或作废', en: 'the licence is cancelled or void' },
  22: { zh: '证照已过有效期', en: 'the licence has expired' },
  23: { zh: '证照使用受限', en: 'the licence may not be used for now' },
  100: { zh: '没有该项权限', en: 'not permitted' },
  102: { zh: 'contentType 应为 base64', en: 'contentType must be base64' },
  103: { zh: 'holderTypeCode 有误', en: 'holderTypeCode is wrong' },
  109: { zh: '缺少证照编号', en: 'certNo is missing' },
  110: { zh: '缺少持证主体代码', en: 'holderCode is missing' },
  111: { zh: '缺少持证主体', en: 'holder is missing' },
  113: { zh: 'certTypeCode 有误', en: 'certTypeCode is wrong' },
};

/** May a licence in this state be handed out, and if not, what is answered. */
export function statusOfState(state: ShownState, recalled: boolean): ShareStatus {
  if (state === 'expired') return shareStatus.expired;
  if (state === 'suspended' || state === 'not-yet-valid') return shareStatus.restricted;
  if (state !== 'valid') return shareStatus.cancelled;
  return recalled ? shareStatus.restricted : shareStatus.given;
}

/** Result of verifying data or a file (domain.md §3.5.1). */
export const verifyResults: readonly Text[] = [
  { zh: '信息一致，证照有效', en: 'right, and the licence is valid' },
  { zh: '信息一致，证照尚未生效', en: 'right, but not yet valid' },
  { zh: '信息一致，证照暂时不能使用', en: 'right, but not to be used for now' },
  { zh: '信息一致，证照已失效', en: 'right, but no longer valid' },
  { zh: '信息不足，无法核验', en: 'not enough to verify by' },
  { zh: '没有该证照的记录', en: 'there is no such record' },
  { zh: '缺少参数', en: 'a parameter is missing' },
  { zh: '部分信息不一致或不完整', en: 'some of it is wrong or incomplete' },
];

export function resultOfState(state: ShownState, recalled: boolean): 0 | 1 | 2 | 3 {
  if (state === 'not-yet-valid') return 1;
  if (state === 'suspended' || (state === 'valid' && recalled)) return 2;
  return state === 'valid' ? 0 : 3;
}
