/** The eight outside systems of the demo district: their names, operations and how fast they usually are. Data only. */

export type SystemId =
  | 'police'
  | 'social-insurance'
  | 'traffic-police'
  | 'transport'
  | 'housing'
  | 'market'
  | 'sms'
  | 'business-licence';

/** A value of a request or an answer, as it travels in JSON. */
export type OutsideValue =
  | string
  | number
  | boolean
  | null
  | readonly OutsideValue[]
  | { readonly [name: string]: OutsideValue };
export type OutsideRecord = { readonly [name: string]: OutsideValue };

export interface OperationDefinition {
  readonly title: { readonly zh: string; readonly en: string };
  /** Parameters that must be there as a non-empty text. */
  readonly required: readonly string[];
}

export interface SystemDefinition {
  readonly name: { readonly zh: string; readonly en: string };
  /** Whose system it is: the organisation in its certificate. */
  readonly owner: string;
  /** The port it takes when nobody says otherwise. */
  readonly port: number;
  /** Usual latency in ms, from – to; each request gets its own, always the same one. */
  readonly latency: readonly [number, number];
  readonly operations: Readonly<Record<string, OperationDefinition>>;
}

const byCitizen = ['身份号码'];
const byFirm = ['统一社会信用代码'];
const op = (zh: string, en: string, required: readonly string[]): OperationDefinition => ({
  title: { zh, en },
  required,
});

export const SYSTEMS: Readonly<Record<SystemId, SystemDefinition>> = {
  police: {
    name: { zh: '公安人口信息系统', en: 'Police population register' },
    owner: '云州市公安局',
    port: 7101,
    latency: [40, 110],
    operations: {
      person: op('人口基本信息', 'Person', byCitizen),
      address: op('标准地址', 'Standard address', ['地址', ...byCitizen]),
      family: op('家庭成员', 'Family members', byCitizen),
      portrait: op('人像比对', 'Portrait comparison', [...byCitizen, '姓名', '照片']),
      'driver-background': op('驾驶员背景核查', 'Driver background', byCitizen),
    },
  },
  'social-insurance': {
    name: { zh: '社会保险信息系统', en: 'Social insurance system' },
    owner: '云溪区社会保险事业管理中心',
    port: 7102,
    latency: [50, 120],
    operations: { insured: op('参保信息', 'Insurance record', byCitizen) },
  },
  'traffic-police': {
    name: { zh: '交警驾驶人信息系统', en: 'Traffic police licence system' },
    owner: '云州市公安局交通警察支队',
    port: 7103,
    latency: [40, 100],
    operations: { 'driving-licence': op('机动车驾驶证', 'Driving licence', byCitizen) },
  },
  transport: {
    name: { zh: '交通运输从业人员考试系统', en: 'Transport examination system' },
    owner: '云州市交通运输局',
    port: 7104,
    latency: [30, 90],
    operations: { 'driver-exam': op('网约车驾驶员考试', 'Ride-hailing driver exam', byCitizen) },
  },
  housing: {
    name: { zh: '住建资质和房屋登记系统（垂管）', en: 'Housing department: qualifications and premises' },
    owner: '云州市住房和城乡建设局',
    port: 7105,
    latency: [60, 120],
    operations: {
      qualification: op('企业资质', 'Qualification', [...byFirm, '证书编号']),
      'confirm-change': op('资质变更核准', 'Confirm a change', [...byFirm, '证书编号']),
      project: op('工程建设项目', 'Construction project', ['项目代码', ...byFirm]),
      guarantee: op('住房和保障情况', 'Housing and assistance', byCitizen),
      premises: op('房屋登记信息', 'Premises', ['房屋坐落', '权利人号码']),
    },
  },
  market: {
    name: { zh: '市场主体登记系统', en: 'Business register' },
    owner: '云州市市场监督管理局',
    port: 7106,
    latency: [30, 90],
    operations: { enterprise: op('市场主体登记信息', 'Enterprise', byFirm) },
  },
  sms: {
    name: { zh: '短信网关', en: 'SMS gateway' },
    owner: '云州市数据局',
    port: 7107,
    latency: [20, 50],
    operations: { send: op('发送短信', 'Send a message', ['手机号码', '内容']) },
  },
  'business-licence': {
    name: { zh: '电子营业执照系统', en: 'Electronic business licences' },
    owner: '云州市市场监督管理局',
    port: 7108,
    latency: [30, 90],
    operations: {
      open: op('发起扫码签名', 'Open a signature', [...byFirm, '业务编号', '文件名称', '文件摘要']),
      state: op('查询扫码结果', 'State of a signature', ['票据']),
      sign: op('用执照密钥签名', 'Sign with the licence', ['票据', '待签摘要']),
    },
  },
};

export const SYSTEM_IDS = Object.keys(SYSTEMS) as readonly SystemId[];

export function isSystemId(text: string): text is SystemId {
  return Object.hasOwn(SYSTEMS, text);
}
