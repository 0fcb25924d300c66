import type { District, Text } from './model.ts';

export interface SignInRow {
  readonly kind: 'person' | 'agent' | 'official';
  readonly name: string;
  /** What to type: citizen number of a person, account of an official. */
  readonly account: string;
  readonly mobile: string;
  readonly shows: Text;
}

const PEOPLE = ['chen-jing', 'lin-feng', 'xie-jun', 'qian-guizhen', 'han-xue', 'feng-kai', 'liu-yang'];
const FIRM_PEOPLE = ['qiao-yue'];
const OFFICIALS = ['jt-shenpi1', 'zj-shenpi1', 'mz-yinzhang', 'sj-anquan'];

/** The most useful people of the district, for the terminal at the start: at most a dozen. */
export function signInTable(district: District): readonly SignInRow[] {
  const person =
    (kind: 'person' | 'agent') =>
    (key: string): SignInRow => {
      const one = district.persons.find((candidate) => candidate.key === key)!;
      return { kind, name: one.name, account: one.citizenId, mobile: one.mobile, shows: one.story };
    };
  return [
    ...PEOPLE.map(person('person')),
    ...FIRM_PEOPLE.map(person('agent')),
    ...OFFICIALS.map((account): SignInRow => {
      const one = district.staff.find((candidate) => candidate.account === account)!;
      const office = district.offices.find((candidate) => candidate.uscc === one.office)!;
      const shows = { zh: `${office.name.zh}${one.title.zh}`, en: `${office.name.en}, ${one.title.en}` };
      return { kind: 'official', name: one.name, account, mobile: one.mobile, shows };
    }),
  ];
}
