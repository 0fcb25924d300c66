import { makeCitizenId } from '@miaopi/identifiers';
import { bornSince } from './dates.ts';
import type { Staff, StaffRole } from './model.ts';
import {
  CIVIL_AFFAIRS,
  DATA_BUREAU,
  HOUSING_BUREAU,
  HOUSING_CENTRE,
  MARKET_BUREAU,
  NEIGHBOUR_CENTRE,
  PLANNING_BUREAU,
  POLICE_BRANCH,
  SERVICE_CENTRE,
  SOCIAL_INSURANCE_CENTRE,
  STREET_OFFICE,
  TRAFFIC_POLICE,
  TRANSPORT_BUREAU,
} from './offices.ts';

type Line = readonly [account: string, name: string, role: StaffRole];

const TEAMS: readonly (readonly [office: string, team: readonly Line[]])[] = [
  [
    SOCIAL_INSURANCE_CENTRE,
    [
      ['sb-shouli', '方晓雯', 'acceptor'],
      ['sb-shenpi1', '卢志明', 'approver'],
      ['sb-shenpi2', '范文娟', 'approver'],
      ['sb-fuze', '石国栋', 'head'],
      ['sb-yinzhang', '贺春燕', 'seal-keeper'],
    ],
  ],
  [
    POLICE_BRANCH,
    [
      ['ga-shouli', '丁俊杰', 'acceptor'],
      ['ga-shenpi1', '雷振华', 'approver'],
      ['ga-shenpi2', '尹红梅', 'approver'],
      ['ga-fuze', '龙海波', 'head'],
      ['ga-yinzhang', '段秋月', 'seal-keeper'],
    ],
  ],
  [
    CIVIL_AFFAIRS,
    [
      ['mz-shouli', '姚思雨', 'acceptor'],
      ['mz-shenpi1', '邵建平', 'approver'],
      ['mz-shenpi2', '汪慧敏', 'approver'],
      ['mz-fuze', '万长青', 'head'],
      ['mz-yinzhang', '覃月华', 'seal-keeper'],
    ],
  ],
  [
    TRANSPORT_BUREAU,
    [
      ['jt-shouli', '侯佳怡', 'acceptor'],
      ['jt-shenpi1', '江海涛', 'approver'],
      ['jt-shenpi2', '顾晓东', 'approver'],
      ['jt-fuze', '毛振国', 'head'],
      ['jt-yinzhang', '白雪梅', 'seal-keeper'],
    ],
  ],
  [
    HOUSING_BUREAU,
    [
      ['zj-shouli', '文静姝', 'acceptor'],
      ['zj-shenpi1', '康立新', 'approver'],
      ['zj-shenpi2', '施雅琴', 'approver'],
      ['zj-fuze', '严正平', 'head'],
      ['zj-yinzhang', '牛秀芝', 'seal-keeper'],
    ],
  ],
  [
    DATA_BUREAU,
    [
      ['sj-shenji', '洪明德', 'auditor'],
      ['sj-yunwei', '翟一鸣', 'operator'],
      ['sj-yinshen', '柏秋实', 'seal-approver'],
      ['sj-zhizhang', '单于飞', 'seal-maker'],
      ['sj-anquan', '谷雨晴', 'security-auditor'],
      ['sj-fuze', '陶然', 'head'],
    ],
  ],
  [
    SERVICE_CENTRE,
    [
      ['zx-shouli', '温雅楠', 'acceptor'],
      ['zx-fuze', '齐思远', 'head'],
    ],
  ],
  [
    MARKET_BUREAU,
    [
      ['sc-shouli', '苗青禾', 'acceptor'],
      ['sc-shenpi1', '岳长风', 'approver'],
      ['sc-shenpi2', '裴若兰', 'approver'],
      ['sc-fuze', '祁连山', 'head'],
      ['sc-yinzhang', '辛夷', 'seal-keeper'],
    ],
  ],
  [
    TRAFFIC_POLICE,
    [
      ['jj-shouli', '路遥', 'acceptor'],
      ['jj-shenpi', '方向东', 'approver'],
      ['jj-fuze', '车小平', 'head'],
      ['jj-yinzhang', '马静文', 'seal-keeper'],
    ],
  ],
  [
    PLANNING_BUREAU,
    [
      ['gh-shenpi', '景行', 'approver'],
      ['gh-fuze', '山河', 'head'],
    ],
  ],
  [
    STREET_OFFICE,
    [
      ['jd-shenpi', '田园', 'approver'],
      ['jd-fuze', '安居', 'head'],
    ],
  ],
  [
    HOUSING_CENTRE,
    [
      ['bz-shenpi', '房立群', 'approver'],
      ['bz-fuze', '居正', 'head'],
      ['bz-yinzhang', '宁静', 'seal-keeper'],
    ],
  ],
  [DATA_BUREAU, [['sj-rexian', '阮清和', 'hotline']]],
  [NEIGHBOUR_CENTRE, [['yg-shouli', '骆明远', 'acceptor']]],
];

const TITLES: Readonly<Record<StaffRole, { readonly zh: string; readonly en: string }>> = {
  acceptor: { zh: '受理岗', en: 'Reception' },
  approver: { zh: '审批岗', en: 'Approval' },
  head: { zh: '单位负责人', en: 'Head of office' },
  'seal-keeper': { zh: '印章管理员', en: 'Keeper of seals' },
  'seal-approver': { zh: '印章审批', en: 'Seal approver' },
  'seal-maker': { zh: '制章岗', en: 'Seal maker' },
  'security-auditor': { zh: '安全审计', en: 'Security auditor' },
  auditor: { zh: '审计员', en: 'Auditor' },
  operator: { zh: '平台运维', en: 'Operator' },
  hotline: { zh: '热线坐席', en: 'Hotline' },
};

/** Officials of the offices: a clerk, two approvers, a head and a keeper of seals each; the data bureau has auditor, operator and a head, who approves, makes and watches over seals, and who answers the hotline; the service centre a clerk and the head of its hall, that of the neighbouring district a clerk. */
export function buildStaff(founded: string): readonly Staff[] {
  let count = 0;
  return TEAMS.flatMap(([office, team]) =>
    team.map(([account, name, role]): Staff => {
      count += 1;
      const birthDate = bornSince(founded, 28 + ((count * 7) % 26), (count * 37) % 360);
      return {
        account,
        name,
        citizenId: makeCitizenId({ region: '990101', birthDate, sequence: 900 + count }),
        mobile: `1990001${String(count).padStart(4, '0')}`,
        office,
        // A head decides as well as overseeing, so that nothing lies when both approvers are away.
        roles: role === 'head' ? ['head', 'approver'] : [role],
        title: TITLES[role],
      };
    }),
  );
}
