import type { Hall, HallDesk, Text } from './model.ts';
import { HOUSING_BUREAU, SERVICE_CENTRE } from './offices.ts';

const usual = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:00' },
];
const mornings = [{ from: '09:00', to: '12:00' }];
const week = [usual, usual, usual, usual, usual];

const desk = (
  name: Text,
  minutes: number,
  items: readonly string[],
  windows: readonly (readonly [label: string, account: string, week?: HallDesk['windows'][number]['week']])[],
): HallDesk => ({
  name,
  minutes,
  items,
  windows: windows.map(([label, account, own]) => ({ label, ...(own ? { week: own } : {}), staff: [account] })),
});

/** The two halls that receive people by appointment: the district's service centre, with officials of the bureaus at its windows, and the city's housing hall. */
export const HALLS: readonly Hall[] = [
  {
    office: SERVICE_CENTRE,
    name: { zh: '云溪区政务服务中心', en: 'Yunxi Government Service Centre' },
    address: '示范省云州市云溪区澄江路88号一楼',
    phone: '0990-8601040',
    cutOffMinutes: 120,
    walkInPercent: 30,
    week,
    desks: [
      desk(
        { zh: '民政窗口', en: 'Civil affairs' },
        15,
        ['senior-card'],
        [
          ['3号窗口', 'mz-shouli'],
          ['4号窗口', 'mz-shenpi1', [mornings, mornings, mornings, mornings, mornings]],
        ],
      ),
      desk(
        { zh: '户政窗口', en: 'Households' },
        20,
        ['residence-registration'],
        [
          ['6号窗口', 'ga-shouli'],
          ['7号窗口', 'ga-shenpi1'],
        ],
      ),
      desk(
        { zh: '综合窗口', en: 'General' },
        30,
        ['ride-hailing-driver', 'lease-filing'],
        [
          ['10号窗口', 'zx-shouli'],
          ['11号窗口', 'jt-shouli'],
        ],
      ),
    ],
    bookings: [
      { person: 'feng-kai', item: 'residence-registration' },
      { person: 'sun-desheng', item: 'senior-card' },
      { person: 'jiang-yu', item: 'ride-hailing-driver' },
    ],
    devices: [
      { kind: 'ticket-machine', name: '东门取号机', mood: 'well' },
      { kind: 'call-screen', name: '大厅呼叫屏', mood: 'well' },
      { kind: 'kiosk', name: '24小时自助终端', mood: 'fault' },
      { kind: 'evaluator', name: '3号窗口评价器', window: '3号窗口', mood: 'well' },
      { kind: 'id-reader', name: '10号窗口身份证阅读器', window: '10号窗口', mood: 'silent' },
    ],
  },
  {
    office: HOUSING_BUREAU,
    name: {
      zh: '云州市住房和城乡建设局办事大厅',
      en: 'Hall of the Yunzhou Housing and Urban-Rural Development Bureau',
    },
    address: '示范省云州市云溪区营造路20号附楼二层',
    phone: '0990-8600021',
    cutOffMinutes: 60,
    walkInPercent: 20,
    week: [usual, usual, usual, usual, mornings],
    desks: [
      desk(
        { zh: '企业资质窗口', en: 'Qualifications' },
        45,
        ['construction-qualification-change'],
        [['1号窗口', 'zj-shouli']],
      ),
      desk({ zh: '房屋租赁窗口', en: 'Leases' }, 20, ['lease-filing'], [['2号窗口', 'zj-shenpi1']]),
    ],
    bookings: [],
    devices: [{ kind: 'ticket-machine', name: '住建大厅取号机', mood: 'repeats' }],
  },
];
