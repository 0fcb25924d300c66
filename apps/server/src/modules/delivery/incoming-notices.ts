import { inBoth, noticeTo, type Told, told } from '@miaopi/items';
import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import type { Found } from './domain/incoming-life.ts';
import type { IncomingRow } from './store/incoming.ts';

const notice = (p: IncomingRow, what: Told): DomainEvent =>
  noticeTo({ personId: p.personId }, what, { caseId: p.caseId, sms: true });

const of = (p: IncomingRow) => ({
  number: inBoth(p.caseNumber),
  office: p.officeName,
  waybill: inBoth(p.waybill ?? ''),
});

export function openedNotice(
  p: IncomingRow,
  found: readonly { readonly name: Text; readonly found: Found }[],
  complete: boolean,
): DomainEvent {
  const list = (kind: Found, lang: 'zh' | 'en') =>
    found
      .filter((f) => f.found === kind)
      .map((f) => f.name[lang])
      .join(lang === 'zh' ? '、' : ', ');
  const part = (kind: Found, zh: string, en: string): Text =>
    found.some((f) => f.found === kind)
      ? { zh: `${zh}：${list(kind, 'zh')}。`, en: ` ${en}: ${list(kind, 'en')}.` }
      : inBoth('');
  const parts = [
    part('there', '收到', 'Received'),
    part('missing', '没有收到', 'Not there'),
    part('wrong', '与申报的不符', 'Not what was announced'),
    part('extra', '另有', 'Besides'),
  ];
  const papers = { zh: parts.map((x) => x.zh).join(''), en: parts.map((x) => x.en).join('') };
  const note = complete
    ? inBoth('')
    : { zh: '请把缺少的再寄来，或者带到窗口。', en: ' Please send what is missing, or bring it.' };
  return notice(p, told('papersOpened', { ...of(p), papers, note }));
}

const troubles = { late: 'papersLate', returned: 'papersReturned', lost: 'papersLost' } as const;

export const troubleNotice = (p: IncomingRow, what: keyof typeof troubles): DomainEvent =>
  notice(p, told(troubles[what], of(p)));

export function backNotice(p: IncomingRow, how: 'counter' | 'courier', to: string): DomainEvent {
  const { number, office } = of(p);
  return notice(
    p,
    how === 'counter'
      ? told('originalsBackAtCounter', { number, office, collector: inBoth(to) })
      : told('originalsSentBack', { number, office, waybill: inBoth(to) }),
  );
}
