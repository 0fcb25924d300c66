import type { CompiledItem } from '@miaopi/items';
import { formatValue } from '@miaopi/layout';
import { dayOf } from '../../../kernel/clock.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CaseRow, DocumentRow } from '../store/rows.ts';

export interface Basis {
  readonly law: string;
  readonly article: string;
  readonly content?: string;
}

export interface Facts {
  readonly row: CaseRow;
  readonly item: CompiledItem;
  readonly document: DocumentRow;
}

export function you(row: CaseRow): string {
  return row.applicantKind === 'firm' ? '你单位' : '你';
}

/** 行政许可 (type 01); everything else is a service, a confirmation or another act and is not decided under that law. */
export function isPermit(item: CompiledItem): boolean {
  return item.package.item.type === '01';
}

export function acceptanceBasis(item: CompiledItem): string {
  return isPermit(item) ? '《中华人民共和国行政许可法》第三十二条' : cited(item.package.item.basis[0]);
}

export function cited(basis: Basis | undefined): string {
  return basis ? `《${basis.law.replace(/[《》]/g, '')}》${basis.article}` : '有关法律法规';
}

export function bare(text: string): string {
  return text.trim().replace(/[。；;.]+$/, '');
}

export function dated(at: Date): string {
  return formatValue(dayOf(at));
}

/** A paragraph is not parted between pages, so a long one becomes several, at ends of sentences where there are any. */
const longest = 180;

export function sentences(text: string): string[] {
  const out: string[] = [];
  for (const paragraph of text.split(/\r?\n+/)) {
    let now = '';
    for (const piece of paragraph.trim().match(/[^。；！？]+[。；！？”]*|[。；！？]+/g) ?? []) {
      if (now !== '' && now.length + piece.length > longest) {
        out.push(now);
        now = '';
      }
      now += piece;
      while (now.length > longest) {
        out.push(now.slice(0, longest));
        now = now.slice(longest);
      }
    }
    if (now !== '') out.push(now);
  }
  return out;
}

/** 救济途径, as every decision against somebody ends. */
export function appealOf(review: Text, court: Text): string {
  return `如不服本决定，可以自收到本决定书之日起六十日内向${review.zh}申请行政复议，也可以自收到本决定书之日起六个月内直接向${court.zh}提起行政诉讼。`;
}
