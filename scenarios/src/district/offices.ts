import type { Office } from './model.ts';

const CITY = '990100000000';
const DISTRICT = '990101000000';
const NEIGHBOUR = '990102000000';

const office = (
  uscc: string,
  zh: string,
  en: string,
  region: string,
  kind: '1' | '2',
  line: string,
  address: string,
): Office => ({
  uscc,
  name: { zh, en },
  region,
  kind,
  phone: `0990-8${line}`,
  address: `示范省云州市${region === NEIGHBOUR ? '云港区' : '云溪区'}${address}`,
});

/** The offices of the demo district; the first five and the market bureau are in charge of the items. */
export const OFFICES: readonly Office[] = [
  office(
    '12990101009901032D',
    '云溪区社会保险事业管理中心',
    'Yunxi District Social Insurance Centre',
    DISTRICT,
    '2',
    '601032',
    '澄江路66号',
  ),
  office(
    '11990101009901016T',
    '云州市公安局云溪分局',
    'Yunxi Branch of the Yunzhou Public Security Bureau',
    DISTRICT,
    '1',
    '601016',
    '望湖路8号',
  ),
  office(
    '11990101009901024M',
    '云溪区民政局',
    'Yunxi District Civil Affairs Bureau',
    DISTRICT,
    '1',
    '601024',
    '澄江路102号',
  ),
  office('11990100009900013U', '云州市交通运输局', 'Yunzhou Transport Bureau', CITY, '1', '600013', '驿前大道1号'),
  office(
    '11990100009900021N',
    '云州市住房和城乡建设局',
    'Yunzhou Housing and Urban-Rural Development Bureau',
    CITY,
    '1',
    '600021',
    '营造路20号',
  ),
  {
    ...office(
      '129901010099010408',
      '云溪区政务服务中心',
      'Yunxi Government Service Centre',
      DISTRICT,
      '2',
      '601040',
      '澄江路88号',
    ),
    serviceCentre: true,
  },
  office('1199010000990003XE', '云州市数据局', 'Yunzhou Data Bureau', CITY, '1', '600003', '云桥路3号'),
  office(
    '11990100009900048E',
    '云州市市场监督管理局',
    'Yunzhou Market Regulation Bureau',
    CITY,
    '1',
    '600048',
    '衡平路5号',
  ),
  office('119901000099000569', '云州市公安局交通警察支队', 'Yunzhou Traffic Police', CITY, '1', '600056', '望湖路90号'),
  office(
    '11990100009900080R',
    '云州市自然资源和规划局',
    'Yunzhou Natural Resources and Planning Bureau',
    CITY,
    '1',
    '600080',
    '云桥路9号',
  ),
  office(
    '119901010099010598',
    '云溪区澄江街道办事处',
    'Chengjiang Street Office of Yunxi',
    DISTRICT,
    '1',
    '601059',
    '澄江路6号',
  ),
  office(
    '119901010099010673',
    '云溪区住房保障中心',
    'Yunxi District Housing Centre',
    DISTRICT,
    '1',
    '601067',
    '营造路8号',
  ),
  office(
    '12990102009901120A',
    '云港区政务服务中心',
    'Yungang Government Service Centre',
    NEIGHBOUR,
    '2',
    '602112',
    '灯塔路16号',
  ),
  office('119901000099000644', '云州市公安局', 'Yunzhou Public Security Bureau', CITY, '1', '600064', '望湖路2号'),
];

export const SOCIAL_INSURANCE_CENTRE = '12990101009901032D';
export const POLICE_BRANCH = '11990101009901016T';
export const CIVIL_AFFAIRS = '11990101009901024M';
export const TRANSPORT_BUREAU = '11990100009900013U';
export const HOUSING_BUREAU = '11990100009900021N';
export const MARKET_BUREAU = '11990100009900048E';
export const TRAFFIC_POLICE = '119901000099000569';
export const SERVICE_CENTRE = '129901010099010408';
export const PLANNING_BUREAU = '11990100009900080R';
export const STREET_OFFICE = '119901010099010598';
export const HOUSING_CENTRE = '119901010099010673';
/** In the neighbouring district: its window receives what the whole city may. */
export const NEIGHBOUR_CENTRE = '12990102009901120A';
export const DATA_BUREAU = '1199010000990003XE';
