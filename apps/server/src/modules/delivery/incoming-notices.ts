import type { DomainEvent } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import type { Found } from './domain/incoming-life.ts';
import type { IncomingRow } from './store/incoming.ts';

function notice(p: IncomingRow, title: Text, body: Text): DomainEvent {
  return { name: 'notice', payload: { personId: p.personId, caseId: p.caseId, sms: true, title, body } };
}

const named = (p: IncomingRow) => p.waybill ?? '';

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
      : { zh: '', en: '' };
  const parts = [
    part('there', '收到', 'Received'),
    part('missing', '没有收到', 'Not there'),
    part('wrong', '与申报的不符', 'Not what was announced'),
    part('extra', '另有', 'Besides'),
  ];
  const rest = complete
    ? { zh: '', en: '' }
    : { zh: '请把缺少的再寄来，或者带到窗口。', en: ' Please send what is missing, or bring it.' };
  return notice(
    p,
    { zh: '您寄来的材料已开拆清点', en: 'The papers you sent were opened' },
    {
      zh: `办件${p.caseNumber}，运单${named(p)}。${parts.map((x) => x.zh).join('')}${rest.zh}`,
      en: `Case ${p.caseNumber}, waybill ${named(p)}.${parts.map((x) => x.en).join('')}${rest.en}`,
    },
  );
}

export function troubleNotice(p: IncomingRow, what: 'late' | 'returned' | 'lost'): DomainEvent {
  const words = {
    late: {
      title: { zh: '您寄出的材料还没有到', en: 'Your papers have not come yet' },
      body: {
        zh: `办件${p.caseNumber}的材料（运单${named(p)}）已有多日没有进度，请向快递公司查询。按期交寄的，途中耽误不算超过期限。`,
        en: `Nothing was heard for days of the papers of case ${p.caseNumber} (waybill ${named(p)}). Please ask the carrier. Posted in time is in time.`,
      },
    },
    returned: {
      title: { zh: '您寄出的材料被退回', en: 'Your papers are on their way back' },
      body: {
        zh: `办件${p.caseNumber}的材料（运单${named(p)}）没有送到，已退回给您。请重新寄送，或者带到窗口。`,
        en: `The papers of case ${p.caseNumber} (waybill ${named(p)}) could not be delivered and come back to you. Send them again, or bring them.`,
      },
    },
    lost: {
      title: { zh: '您寄出的材料丢失', en: 'Your papers are lost' },
      body: {
        zh: `办件${p.caseNumber}的材料（运单${named(p)}）在途中丢失。请尽快联系${p.officeName.zh}，或者重新寄送。`,
        en: `The papers of case ${p.caseNumber} (waybill ${named(p)}) were lost on their way. Please contact ${p.officeName.en} soon, or send them again.`,
      },
    },
  }[what];
  return notice(p, words.title, words.body);
}

export function backNotice(p: IncomingRow, how: 'counter' | 'courier', to: string): DomainEvent {
  return notice(
    p,
    { zh: '您的原件已退还', en: 'Your originals were given back' },
    how === 'counter'
      ? {
          zh: `办件${p.caseNumber}的原件已在窗口退还，领取人${to}。`,
          en: `The originals of case ${p.caseNumber} were given back at the counter to ${to}.`,
        }
      : {
          zh: `办件${p.caseNumber}的原件已寄还，运单${to}。`,
          en: `The originals of case ${p.caseNumber} were sent back to you, waybill ${to}.`,
        },
  );
}
