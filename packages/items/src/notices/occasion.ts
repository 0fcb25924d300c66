import type { Text } from '@miaopi/forms';
import type { NoticeVariable } from './variables.ts';

/** Whom it is told; officials have no mobile here and get no SMS. */
export type NoticeReader = 'applicant' | 'official' | 'both';

export interface NoticeDefinition {
  readonly name: Text;
  readonly reader: NoticeReader;
  /** What it may leave open. */
  readonly variables: readonly NoticeVariable[];
  /** What its full text may not leave out, by law (行政许可法 第三十八条) or because nothing works without it. */
  readonly needs: readonly NoticeVariable[];
  readonly title: Text;
  readonly body: Text;
}

export const t = (zh: string, en: string): Text => ({ zh, en });

/** An occasion, with its variables kept as literal types, so that whoever tells it must give each of them. */
export function occasion<const V extends NoticeVariable>(definition: {
  readonly name: Text;
  readonly reader?: NoticeReader;
  readonly variables: readonly V[];
  readonly needs: readonly NoInfer<V>[];
  readonly title: Text;
  readonly body: Text;
}): NoticeDefinition & { readonly variables: readonly V[] } {
  return { reader: 'applicant', ...definition };
}

/** Ways of appeal a decision against somebody must name (行政许可法 第三十八条). */
export const appeal = {
  zh: '如有异议，可以自收到本通知之日起六十日内向{{复议机关}}申请行政复议，或者六个月内向{{管辖法院}}提起行政诉讼。',
  en: 'You may ask {{review}} for review within 60 days, or bring an action in {{court}} within six months.',
};
