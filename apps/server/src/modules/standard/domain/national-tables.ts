import { field, needed, type StandardField, type StandardTable } from './field.ts';

/**
 * The rows of the national exchange (前置库), with its names: up_task_* of items, up_pro_* of cases, up_lic_data of licences. Lengths and code values as far as they
 * are public. `event_name` takes the words 通过, 退回, 其他 (two characters each); the digits of `apply_type` and `result_type` are not public and are ours.
 */
export const exchangeFields: readonly StandardField[] = [
  needed('row_guid', 'Key of the row', 'text', 64, { zh: '行标识' }),
  needed('cd_operation', 'Operation', 'text', 1, { zh: '操作', codes: ['I', 'U', 'D'] }),
  needed('cd_time', 'Changed at', 'time', 19, { zh: '操作时间' }),
  needed('cd_batch', 'Batch', 'text', 50, { zh: '批次' }),
  needed('data_source', 'Source', 'text', 50, { zh: '数据来源' }),
];

/** Written by whoever reads the row and finds it faulty. */
export const errorRemark: StandardField = field('error_remark', 'Fault found', 'text', 0, { zh: '错误说明' });

const f = (
  name: string,
  zh: string,
  en: string,
  max = 0,
  rest: { codes?: readonly string[]; numberOf?: string } = {},
) => field(name, en, 'text', max, { zh, ...rest });
const n = (
  name: string,
  zh: string,
  en: string,
  max = 0,
  rest: { codes?: readonly string[]; numberOf?: string } = {},
) => needed(name, en, 'text', max, { zh, ...rest });
const time = (name: string, zh: string, en: string) => needed(name, en, 'time', 19, { zh });
const maybeTime = (name: string, zh: string, en: string) => field(name, en, 'time', 19, { zh });
const number = (name: string, zh: string, en: string) => field(name, en, 'number', 6, { zh });
const yesNo = { codes: ['0', '1'] };

const project = n('project_no', '办件编号', 'Case number', 50);
const task = n('task_code', '实施编码', 'Implementation code', 36);

export const proTables = [
  {
    name: 'up_pro_accept',
    title: { zh: '办件申请受理', en: 'Cases applied for and accepted' },
    fields: [
      project,
      n('catalog_code', '基本编码', 'Catalogue code', 36),
      task,
      n('task_handle_item', '业务办理项编码', 'Handling item', 50),
      n('task_name', '事项名称', 'Item', 200),
      f('task_version', '事项版本', 'Version of the item', 10),
      n('project_name', '办件摘要', 'Summary', 500),
      n('applyer_name', '申请人名称', 'Applicant', 200),
      n('applyer_type', '申请人类型', 'Kind of applicant', 2, { codes: ['1', '2', '3', '4', '5', '6', '9'] }),
      n('applyer_page_type', '申请人证件类型', 'Certificate', 3),
      n('applyer_page_code', '申请人证件号码', 'Its number', 50, { numberOf: 'applyer_page_type' }),
      f('contact_name', '联系人', 'Contact', 200),
      f('contact_type', '联系人证件类型', 'Contact’s certificate', 3),
      f('contact_code', '联系人证件号码', 'Its number', 50, { numberOf: 'contact_type' }),
      f('contact_mobile', '联系人手机', 'Contact’s mobile', 11),
      f('address', '通信地址', 'Address', 500),
      f('zip_code', '邮编', 'Postal code', 6),
      f('legal', '法定代表人', 'Legal representative', 200),
      time('apply_date', '申请时间', 'Applied for at'),
      n('apply_type', '申请来源', 'Origin', 2, { codes: ['1', '2', '3', '4', '9'] }),
      maybeTime('accept_date', '受理时间', 'Accepted at'),
      f('accept_doc_no', '受理文书编号', 'Number of the notice', 100),
      n('org_code', '办理机构编码', 'Office code', 50),
      n('org_name', '办理机构', 'Office', 200),
      f('handle_user_name', '受理人', 'Accepted by', 50),
      n('project_type', '办件类型', 'Kind of case', 2, { codes: ['1', '2'] }),
      field('promise_date', 'Promised for', 'day', 10, { zh: '承诺办结日期' }),
    ],
  },
  {
    name: 'up_pro_material',
    title: { zh: '办件材料', en: 'Materials' },
    fields: [
      project,
      n('material_name', '材料名称', 'Material', 200),
      n('get_type', '收取方式', 'How received', 2, { codes: ['1', '2', '3', '4', '5'] }),
      number('get_num', '收取数量', 'How many'),
      f('material_attach_name', '附件名称', 'File', 200),
    ],
  },
  {
    name: 'up_pro_process',
    title: { zh: '办件过程', en: 'Steps' },
    fields: [
      project,
      n('process_name', '环节名称', 'Step', 100),
      n('event_name', '业务动作', 'What was done', 2, { codes: ['通过', '退回', '其他'] }),
      time('event_start_time', '开始时间', 'Begun at'),
      time('event_end_time', '结束时间', 'Ended at'),
      n('handle_user_name', '办理人', 'By whom', 50),
      f('handle_explain', '办理意见', 'Opinion', 2000),
    ],
  },
  {
    name: 'up_pro_special_procedure',
    title: { zh: '特别程序', en: 'Special procedures' },
    fields: [
      project,
      n('special_type', '种类', 'Kind', 1, { codes: ['A', 'B'] }),
      n('special_name', '名称', 'Name', 100),
      needed('special_time', 'Begun on', 'day', 10, { zh: '开始日期' }),
      n('special_reason', '理由', 'Reason', 2000),
      n('applyer_user_name', '申请人', 'Asked for by', 50),
      field('end_time', 'Ended on', 'day', 10, { zh: '结束日期' }),
      f('result', '结果', 'Result', 2000),
      f('special_explain', '办理意见', 'Opinion', 2000),
      f('handle_user', '办理人', 'Ended by', 50),
    ],
  },
  {
    name: 'up_pro_result',
    title: { zh: '办件结果', en: 'Results' },
    fields: [
      project,
      time('result_date', '办结时间', 'Closed at'),
      n('result_type', '办理结果', 'Result', 2, { codes: ['1', '2', '3'] }),
      f('result_cetr_name', '结果证照名称', 'Licence', 200),
      f('result_cetr_no', '结果证照编号', 'Number of the licence', 2000),
      f('result_explain', '结果描述', 'What it says'),
      f('is_delivery_results', '是否送达', 'Delivered', 1, yesNo),
      f('satisfaction', '满意度', 'Satisfaction', 1, { codes: ['1', '2', '3', '4', '5'] }),
    ],
  },
] as const satisfies readonly StandardTable[];

export const taskTables = [
  {
    name: 'up_task_general_basic',
    title: { zh: '实施清单基本信息', en: 'Items: basic' },
    fields: [
      n('catalog_code', '基本编码', 'Catalogue code', 36),
      task,
      n('task_handle_item', '业务办理项编码', 'Handling item', 50),
      n('task_name', '事项名称', 'Item', 200),
      n('task_version', '版本', 'Version', 10),
      n('task_type', '事项类型', 'Kind of item', 2),
      n('dept_name', '实施主体', 'Office', 200),
      n('dept_code', '实施主体编码', 'Office code', 50),
      n('dept_type', '实施主体性质', 'Nature of the office', 2, { codes: ['1', '2', '3'] }),
      n('power_source', '权力来源', 'Source of power', 2, { codes: ['1', '2', '3', '4', '5', '6'] }),
      n('use_level', '行使层级', 'Level', 2),
      number('anticipate_day', '法定办结时限', 'Statutory limit'),
      f('anticipate_type', '法定时限单位', 'Its unit', 10),
      number('promise_day', '承诺办结时限', 'Promised limit'),
      f('promise_type', '承诺时限单位', 'Its unit', 10),
      f('accept_condition', '受理条件', 'Who may apply'),
      n('is_fee', '是否收费', 'Charged', 1, yesNo),
      f('fee_basis', '收费依据', 'Ground of the fee'),
      n('server_type', '服务对象', 'For whom', 32),
      n('project_type', '办件类型', 'Kind of case', 2, { codes: ['1', '2'] }),
      n('handle_type', '办理形式', 'How applied for', 5),
      number('limit_scene_num', '到办事现场次数', 'Visits'),
      f('by_law', '设定依据', 'Legal basis'),
      f('link_way', '咨询方式', 'Whom to ask'),
      f('supervise_way', '监督投诉方式', 'Where to complain'),
    ],
  },
  {
    name: 'up_task_general_extend',
    title: { zh: '实施清单扩展信息', en: 'Items: extension' },
    fields: [
      task,
      f('handle_area', '通办范围', 'Where it is handled', 2, { codes: ['1', '2', '3', '4', '5', '6'] }),
      n('result_type', '审批结果类型', 'Kind of result', 2, { codes: ['10', '20', '99'] }),
      f('result_name', '审批结果名称', 'Result', 200),
      n('is_schedule', '是否支持预约', 'Booked ahead', 1, yesNo),
      n('is_pay_online', '是否支持网上支付', 'Paid online', 1, yesNo),
      n('is_express', '是否支持物流快递', 'By courier', 1, yesNo),
      n('is_service_terminals', '是否支持自助终端', 'At kiosks', 1, yesNo),
      f('user_topic_type', '自然人主题', 'Themes for persons', 500),
      f('corp_topic_type', '法人主题', 'Themes for firms', 500),
      n('is_online', '是否网办', 'Online', 1, yesNo),
      f('online_handle_depth', '网办深度', 'Depth', 20),
      f('limit_scene_explain', '必须现场办理原因', 'Why a visit', 2000),
    ],
  },
  {
    name: 'up_task_general_material',
    title: { zh: '实施清单申请材料', en: 'Items: materials' },
    fields: [
      task,
      n('material_name', '材料名称', 'Material', 200),
      n('material_type', '材料类型', 'Kind', 2, { codes: ['1', '2', '3'] }),
      n('material_format', '材料形式', 'Form', 2, { codes: ['1', '2', '3'] }),
      n('is_need', '材料必要性', 'Needed', 2, { codes: ['1', '2', '3'] }),
      n('source_type', '来源渠道', 'Source', 2, { codes: ['10', '20', '99'] }),
      f('by_law', '要求提供材料的依据', 'Legal basis'),
      f('fill_explain', '填报须知', 'Note'),
      number('order_num', '序号', 'Order'),
    ],
  },
  {
    name: 'up_task_general_fee_project',
    title: { zh: '实施清单收费项目', en: 'Items: fees' },
    fields: [
      task,
      n('fee_name', '收费项目名称', 'Fee', 200),
      n('fee_stand', '收费标准', 'Standard'),
      n('is_desc', '是否允许减免', 'Reducible', 1, yesNo),
      f('by_law', '收费依据', 'Legal basis'),
      number('order_num', '序号', 'Order'),
    ],
  },
  {
    name: 'up_task_general_questions',
    title: { zh: '实施清单常见问题', en: 'Items: questions' },
    fields: [
      task,
      n('question', '问题', 'Question', 2000),
      n('answer', '回答', 'Answer'),
      number('order_num', '序号', 'Order'),
    ],
  },
] as const satisfies readonly StandardTable[];

export const licenceTable: StandardTable = {
  name: 'up_lic_data',
  title: { zh: '电子证照目录', en: 'Licences' },
  fields: [
    n('certificate_source_id', '电子证照源标识', 'Licence identifier', 128),
    n('certificate_name', '证照名称', 'Licence', 512),
    n('certificate_type', '证照类型', 'Type', 256),
    n('certificate_type_code', '证照类型代码', 'Type code', 64),
    n('certificate_number', '证照编号', 'Number', 128),
    n('certificate_holder', '持证主体', 'Holder', 2000),
    n('certificate_holder_code', '持证主体代码', 'Holder’s number', 2000, { numberOf: 'certificate_holder_type' }),
    n('certificate_holder_type', '持证主体代码类型', 'Kind of that number', 2000),
    n('certificate_area_code', '行政区划代码', 'Region', 32),
    n('issue_dept', '颁证机构', 'Issued by', 512),
    n('issue_dept_code', '颁证机构代码', 'Its code', 50),
    needed('issue_date', 'Issued on', 'day', 32, { zh: '颁证日期' }),
  ],
};

export const nationalTables: readonly StandardTable[] = [...taskTables, ...proTables, licenceTable];
export type NationalTableName =
  | (typeof proTables)[number]['name']
  | (typeof taskTables)[number]['name']
  | 'up_lic_data';

/** What the rows of one thing have in common: of a case its number, of an item its code, of a licence its identifier. */
export function ownerField(table: StandardTable): string {
  return table.fields.some((x) => x.name === 'project_no')
    ? 'project_no'
    : table === licenceTable
      ? 'certificate_source_id'
      : 'task_code';
}
