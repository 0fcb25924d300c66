import { addDays } from '@miaopi/identifiers';
import { yearsBefore } from './dates.ts';
import type { Firm, Mandate, Person } from './model.ts';

const CHANGE = 'construction-qualification-change';

/** Who may act for whom: valid, passed on, expired, revoked; and a daughter for her father. */
export function buildMandates(parts: {
  readonly founded: string;
  readonly personOf: (key: string) => Person;
  readonly firms: readonly Firm[];
}): readonly Mandate[] {
  const { founded, personOf } = parts;
  const id = (key: string) => personOf(key).citizenId;
  const firmOf = (key: string): Firm => {
    const firm = parts.firms.find((one) => one.key === key);
    if (firm === undefined) throw new Error(`no firm has the key ${key}`);
    return firm;
  };
  const forFirm = (
    name: string,
    firm: string,
    agent: string,
    zh: string,
    en: string,
    more: Partial<Mandate> = {},
  ): Mandate => ({
    id: name,
    principal: { kind: 'firm', uscc: firmOf(firm).uscc },
    givenBy: firmOf(firm).legalRepresentative.citizenId,
    agent: id(agent),
    level: 1,
    above: null,
    items: [CHANGE],
    validFrom: addDays(founded, -60),
    validTo: yearsBefore(founded, -5),
    revokedOn: null,
    story: { zh, en },
    ...more,
  });
  return [
    forFirm(
      'hengzhu-qiao',
      'hengzhu',
      'qiao-yue',
      '法定代表人严铮委托乔悦办理资质变更。',
      'Yan Zheng lets Qiao Yue change the qualification.',
    ),
    forFirm('lanshan-qiao', 'lanshan', 'qiao-yue', '乔悦同时是澜山装饰的经办人。', 'Qiao Yue acts for Lanshan too.'),
    forFirm('qiming-qiao', 'qiming', 'qiao-yue', '乔悦为启明机电办理。', 'Qiao Yue acts for Qiming.'),
    forFirm(
      'zhengxing-qiao',
      'zhengxing',
      'qiao-yue',
      '法定代表人艾雯委托乔悦，可以再委托。',
      'Ai Wen lets Qiao Yue act, who may pass it on.',
    ),
    forFirm(
      'zhengxing-bao',
      'zhengxing',
      'bao-jin',
      '乔悦再委托包锦程：第二级。',
      'Passed on by Qiao Yue: second level.',
      {
        givenBy: id('qiao-yue'),
        level: 2,
        above: 'zhengxing-qiao',
        validTo: yearsBefore(founded, -2),
      },
    ),
    forFirm('zhengxing-cui', 'zhengxing', 'cui-lan', '委托上月到期。', 'Expired last month.', {
      validFrom: addDays(founded, -400),
      validTo: addDays(founded, -30),
    }),
    forFirm('zhengxing-dai', 'zhengxing', 'dai-peng', '委托已被撤销。', 'Revoked.', {
      revokedOn: addDays(founded, -10),
    }),
    {
      id: 'sun-desheng-sun-li',
      principal: { kind: 'person', citizenId: id('sun-desheng') },
      givenBy: id('sun-desheng'),
      agent: id('sun-li'),
      level: 1,
      above: null,
      items: ['senior-card', 'social-insurance-statement'],
      validFrom: addDays(founded, -60),
      validTo: yearsBefore(founded, -5),
      revokedOn: null,
      story: { zh: '女儿孙莉代父亲孙德胜办理。', en: 'Sun Li acts for her father Sun Desheng.' },
    },
  ];
}
