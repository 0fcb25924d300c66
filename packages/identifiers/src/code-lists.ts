/** One entry of a code list, in both languages. */
export interface CodeEntry {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** The entry of `code` in a list, or undefined. */
export function codeEntry(list: readonly CodeEntry[], code: string): CodeEntry | undefined {
  return list.find((entry) => entry.code === code);
}

/** 事项类型 (GB/T 39554); provinces add their own. */
export const SERVICE_ITEM_TYPES: readonly CodeEntry[] = [
  { code: '01', zh: '行政许可', en: 'Administrative licence' },
  { code: '02', zh: '行政处罚', en: 'Administrative penalty' },
  { code: '03', zh: '行政强制', en: 'Administrative compulsion' },
  { code: '04', zh: '行政征收', en: 'Administrative levy' },
  { code: '05', zh: '行政给付', en: 'Administrative payment' },
  { code: '06', zh: '行政检查', en: 'Administrative inspection' },
  { code: '07', zh: '行政确认', en: 'Administrative confirmation' },
  { code: '08', zh: '行政奖励', en: 'Administrative award' },
  { code: '09', zh: '行政裁决', en: 'Administrative ruling' },
  { code: '10', zh: '其他行政权力', en: 'Other administrative power' },
  { code: '20', zh: '公共服务', en: 'Public service' },
  { code: '30', zh: '内部审批', en: 'Internal approval' },
  { code: '31', zh: '便民服务', en: 'Convenience service' },
  { code: '32', zh: '主题（一件事）', en: 'Life event' },
  { code: '99', zh: '其他', en: 'Other' },
];

/** 行使层级; several are joined by ^. */
export const EXERCISE_LEVELS: readonly CodeEntry[] = [
  { code: '1', zh: '国家级', en: 'National' },
  { code: '2', zh: '省级', en: 'Provincial' },
  { code: '3', zh: '市级', en: 'Prefectural' },
  { code: '4', zh: '县级', en: 'County' },
  { code: '5', zh: '镇（乡、街道）级', en: 'Township' },
  { code: '6', zh: '村（社区）级', en: 'Village' },
];

/** 权力来源. */
export const POWER_SOURCES: readonly CodeEntry[] = [
  { code: '1', zh: '法定本级行使', en: 'Own power by law' },
  { code: '2', zh: '上级下放', en: 'Passed down from above' },
  { code: '3', zh: '上级授权', en: 'Authorised from above' },
  { code: '4', zh: '同级授权', en: 'Authorised at the same level' },
  { code: '5', zh: '上级委托', en: 'Entrusted from above' },
  { code: '6', zh: '同级委托', en: 'Entrusted at the same level' },
];

/** 实施主体性质. */
export const IMPLEMENTER_NATURES: readonly CodeEntry[] = [
  { code: '1', zh: '法定机关', en: 'Statutory organ' },
  { code: '2', zh: '授权组织', en: 'Authorised organisation' },
  { code: '3', zh: '受委托组织', en: 'Entrusted organisation' },
];

/** 服务对象. */
export const SERVICE_OBJECTS: readonly CodeEntry[] = [
  { code: '1', zh: '自然人', en: 'Natural person' },
  { code: '2', zh: '企业法人', en: 'Enterprise' },
  { code: '3', zh: '事业法人', en: 'Public institution' },
  { code: '4', zh: '社会组织法人', en: 'Social organisation' },
  { code: '5', zh: '非法人企业', en: 'Enterprise without legal personality' },
  { code: '6', zh: '行政机关', en: 'Administrative organ' },
  { code: '9', zh: '其他组织', en: 'Other organisation' },
];

/** 办理形式. */
export const HANDLING_FORMS: readonly CodeEntry[] = [
  { code: '1', zh: '窗口办理', en: 'At the window' },
  { code: '2', zh: '网上办理', en: 'Online' },
  { code: '3', zh: '快递申请', en: 'By courier' },
];

/** 通办范围. */
export const CROSS_REGION_SCOPES: readonly CodeEntry[] = [
  { code: '1', zh: '全国', en: 'Nationwide' },
  { code: '2', zh: '全省', en: 'Whole province' },
  { code: '3', zh: '全市', en: 'Whole prefecture' },
  { code: '4', zh: '全县', en: 'Whole county' },
  { code: '5', zh: '全镇', en: 'Whole township' },
  { code: '6', zh: '跨村（社区）', en: 'Across villages' },
];

/** 结果类型. */
export const RESULT_TYPES: readonly CodeEntry[] = [
  { code: '10', zh: '证照', en: 'Licence or certificate' },
  { code: '20', zh: '批文', en: 'Approval document' },
  { code: '99', zh: '其他', en: 'Other' },
];

/** 网办深度 (national); several are joined by ^. */
export const ONLINE_DEPTHS: readonly CodeEntry[] = [
  { code: '1', zh: '互联网咨询', en: 'Online enquiry' },
  { code: '2', zh: '互联网收件', en: 'Online receipt' },
  { code: '3', zh: '互联网预审', en: 'Online pre-check' },
  { code: '4', zh: '互联网受理', en: 'Online acceptance' },
  { code: '5', zh: '互联网办理', en: 'Online handling' },
  { code: '6', zh: '互联网办理结果信息反馈', en: 'Result told online' },
  { code: '7', zh: '互联网电子证照反馈', en: 'E-licence returned online' },
  { code: '8', zh: '其他', en: 'Other' },
];

/** 咨询、投诉方式. */
export const CONTACT_WAYS: readonly CodeEntry[] = [
  { code: '1', zh: '窗口', en: 'Window' },
  { code: '2', zh: '网络', en: 'Online' },
  { code: '3', zh: '电话', en: 'Telephone' },
  { code: '4', zh: '信件', en: 'Letter' },
  { code: '5', zh: '邮件', en: 'E-mail' },
];

/** 收取方式 get_type. */
export const MATERIAL_RECEIPTS: readonly CodeEntry[] = [
  { code: '1', zh: '纸质', en: 'Paper' },
  { code: '2', zh: '附件上传', en: 'Upload' },
  { code: '3', zh: '扫描', en: 'Scan' },
  { code: '4', zh: '容缺后补', en: 'Handed in later' },
  { code: '5', zh: '证照库', en: 'Licence library' },
];

/** 持证主体代码类型代码 (GB/T 36903). */
export const HOLDER_CODE_TYPES: readonly CodeEntry[] = [
  { code: '001', zh: '统一社会信用代码', en: 'Unified social credit code' },
  { code: '099', zh: '其他法人或其他组织有效证件代码', en: 'Other code of an organisation' },
  { code: '111', zh: '公民身份号码', en: 'Citizen number' },
  { code: '114', zh: '中国人民解放军军官证编号', en: 'PLA officer card' },
  { code: '115', zh: '中国人民武装警察部队警官证编号', en: 'Armed police officer card' },
  { code: '118', zh: '解放军士兵证编号', en: 'PLA soldier card' },
  { code: '119', zh: '武警士兵证编号', en: 'Armed police soldier card' },
  { code: '120', zh: '解放军文职人员证编号', en: 'PLA civilian staff card' },
  { code: '122', zh: '武警文职人员证编号', en: 'Armed police civilian staff card' },
  { code: '411', zh: '外交护照号', en: 'Diplomatic passport' },
  { code: '412', zh: '公务护照号', en: 'Service passport' },
  { code: '413', zh: '公务普通护照号', en: 'Passport for public affairs' },
  { code: '414', zh: '普通护照号', en: 'Ordinary passport' },
  { code: '511', zh: '台湾居民来往大陆通行证号码', en: 'Mainland travel permit for Taiwan residents' },
  { code: '516', zh: '港澳居民来往内地通行证号码', en: 'Mainland travel permit for Hong Kong and Macao residents' },
  { code: '999', zh: '其他自然人有效证件代码', en: 'Other document of a natural person' },
];
