import { useSay } from '../../texts/lang.tsx';

/** Texts of the pages on systems that file for people, both languages side by side. */
const T = {
  section: { zh: '部门代为申报', en: 'Filing by departments' },
  lead: {
    zh: '其他部门的系统经接口为个人和单位申报。每个系统用自己的证书签名，只能申报登记的事项，只看得到自己申报的办件。',
    en: 'Systems of other departments that file for people and firms. Each signs with its own certificate, files the items registered and sees what it filed, nothing else.',
  },
  register: { zh: '登记申报系统', en: 'Register a system' },
  none: { zh: '还没有登记申报系统', en: 'No system is registered' },
  noneText: {
    zh: '向对方要证书（共享交换根签发的 SM2 证书）和接收进度的地址，再来登记。',
    en: 'Ask the other side for its certificate (SM2, under the root of the exchange) and the address where it takes progress.',
  },
  name: { zh: '系统名称', en: 'Name of the system' },
  department: { zh: '所属部门', en: 'Department' },
  departmentHint: { zh: '申请人看到的就是这个名称', en: 'The applicant reads this name' },
  uscc: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  contact: { zh: '联系人和电话', en: 'Contact' },
  certificate: { zh: '签名证书', en: 'Certificate it signs with' },
  certificateHint: { zh: '粘贴 PEM，或 DER 的 base64', en: 'Paste PEM, or DER in base64' },
  address: { zh: '接收进度的地址（可不填）', en: 'Address where it takes progress (optional)' },
  addressHint: {
    zh: 'https 地址，只到域名和端口；不填的，由对方自己查询',
    en: 'https, host and port only; without one it asks by itself',
  },
  items: { zh: '可以申报的事项', en: 'Items it may file' },
  active: { zh: '使用中', en: 'active' },
  revoked: { zh: '已停用', en: 'revoked' },
  certificates: { zh: '证书', en: 'Certificates' },
  until: { zh: '有效至', en: 'until' },
  filings: { zh: '已申报', en: 'Filed' },
  filingsUnit: { zh: '件', en: 'cases' },
  last: { zh: '最近一次', en: 'Last' },
  never: { zh: '还没有', en: 'never' },
  push: { zh: '进度推送', en: 'Progress' },
  asks: { zh: '由对方查询', en: 'it asks by itself' },
  untold: { zh: '件没有送到，正在重试', en: 'not taken, sent again' },
  changeItems: { zh: '改事项', en: 'Change items' },
  addCertificate: { zh: '加证书', en: 'Add a certificate' },
  addCertificateText: {
    zh: '新证书与现在的一起有效，对方换好后旧的自然到期；最多两张。',
    en: 'It holds beside the present one until the other side has changed over; two at most.',
  },
  changeAddress: { zh: '改地址', en: 'Change address' },
  revoke: { zh: '停用', en: 'Revoke' },
  revokeText: {
    zh: '停用后立即不能申报和查询，已申报的办件照常办理。',
    en: 'It can file and ask nothing from now on; what it filed goes on.',
  },
  admit: { zh: '恢复使用', en: 'Admit again' },
  admitText: { zh: '恢复后可以用登记的证书继续申报和查询。', en: 'It may file and ask again with its certificates.' },
  reason: { zh: '停用原因', en: 'Reason' },
  wantItem: { zh: '请至少勾选一个事项。', en: 'Tick at least one item.' },
  reasonHint: { zh: '2–200 字，写入审计', en: '2 to 200 characters, kept in the audit' },
  save: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const;

export const filingTitle = T.section;

export function useT() {
  const say = useSay();
  return (key: keyof typeof T) => say(T[key]);
}
