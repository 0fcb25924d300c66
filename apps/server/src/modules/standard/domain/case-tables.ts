import { CASE_TABLE_NAMES } from '@miaopi/contracts';
import { field, needed, type StandardTable } from './field.ts';

/**
 * 办件数据标准: the six tables of the national platform's construction guide (国办函〔2016〕108号附件, chapter four), field by field in its order with its types
 * and code values. It tells no lengths; they are those of the national exchange (up_pro_*) for the same things, and ours where that tells none.
 */
const number = needed('办件编号', 'Case number', 'text', 50);
const papers = [
  '身份证',
  '组织机构代码证',
  '统一社会信用代码证',
  '护照',
  '港澳居民来往内地通行证',
  '台湾居民来往大陆通行证',
  '其他',
];

export const caseTables = [
  {
    name: '申请信息',
    title: CASE_TABLE_NAMES.申请信息,
    fields: [
      number,
      needed('事项编码', 'Item code', 'text', 50),
      needed('事项名称', 'Item name', 'text', 200),
      needed('办件类型', 'Kind of case', 'text', 10, { codes: ['即办件', '承诺件'] }),
      needed('申请人名称', 'Applicant', 'text', 200),
      needed('申请人证件类型', 'Applicant’s certificate', 'text', 50, { codes: papers }),
      needed('申请人证件号码', 'Its number', 'text', 50, { numberOf: '申请人证件类型' }),
      needed('联系人/代理人姓名', 'Contact or agent', 'text', 200),
      needed('联系人/代理人证件类型', 'Contact’s certificate', 'text', 50, { codes: papers }),
      needed('联系人/代理人证件号码', 'Its number', 'text', 50, { numberOf: '联系人/代理人证件类型' }),
      field('联系人联系电话', 'Contact’s telephone', 'text', 20),
      field('邮编', 'Postal code', 'text', 6),
      field('通信地址', 'Address', 'text', 500),
      field('法定代表人', 'Legal representative', 'text', 200),
      needed('申请来源', 'Origin', 'text', 50, {
        codes: ['政务服务门户', '实体政务大厅', '移动端', '自助服务终端', '呼叫热线', '其他'],
      }),
      needed('申请时间', 'Submitted at', 'time', 19),
      field('项目编号', 'Project number', 'text', 50),
    ],
  },
  {
    name: '申请材料',
    title: CASE_TABLE_NAMES.申请材料,
    fields: [
      number,
      needed('材料名称', 'Material', 'text', 200),
      needed('是否已收取', 'Received', 'text', 1, { codes: ['1', '0'] }),
      needed('收取方式', 'How received', 'text', 20, {
        codes: ['纸质收取', '附件上传', '扫描', '容缺后补', '证照库'],
      }),
      needed('收取数量', 'How many', 'number', 6),
      needed('收取时间', 'Received at', 'time', 19),
      field('附件实体', 'File', 'binary'),
      field('备注', 'Remark', 'text', 500),
    ],
  },
  {
    name: '受理信息',
    title: CASE_TABLE_NAMES.受理信息,
    fields: [
      number,
      needed('政务服务人员所在部门', 'Office', 'text', 200),
      needed('政务服务人员', 'Accepted by', 'text', 50),
      needed('受理时间', 'Accepted at', 'time', 19),
      field('受理文书编号', 'Number of the notice', 'text', 100),
    ],
  },
  {
    name: '办理环节',
    title: CASE_TABLE_NAMES.办理环节,
    fields: [
      number,
      needed('业务动作', 'What was done', 'text', 4, { codes: ['通过', '退回', '其他'] }),
      needed('办理环节名称', 'Step', 'text', 100),
      field('下一环节名称', 'Next step', 'text', 100),
      needed('审批人姓名', 'By whom', 'text', 50),
      field('审批意见', 'Opinion', 'text', 2000),
      needed('环节开始时间', 'Begun at', 'time', 19),
      needed('环节结束时间', 'Ended at', 'time', 19),
      field('备注', 'Remark', 'text', 2000),
    ],
  },
  {
    name: '特别程序',
    title: CASE_TABLE_NAMES.特别程序,
    fields: [
      number,
      needed('特别程序种类', 'Kind', 'text', 1, { codes: ['A', 'B'] }),
      needed('特别程序种类名称', 'Name', 'text', 100),
      needed('特别程序开始日期', 'Begun on', 'day', 10),
      needed('特别程序启动理由或依据', 'Reason', 'text', 2000),
      needed('申请人', 'Asked for by', 'text', 50),
      field('特别程序结束日期', 'Ended on', 'day', 10),
      field('特别程序结果', 'Result', 'text', 2000),
      field('特别程序办理意见', 'Opinion', 'text', 2000),
      field('办理人', 'Ended by', 'text', 50),
    ],
  },
  {
    name: '办结信息',
    title: CASE_TABLE_NAMES.办结信息,
    fields: [
      number,
      needed('办理人员姓名', 'Closed by', 'text', 50),
      needed('办结日期', 'Closed at', 'time', 19),
      needed('办理结果', 'Result', 'text', 10, { codes: ['准予许可', '不予许可', '转报'] }),
      field('结果证照编号', 'Number of the result', 'text', 2000),
      field('办件结果电子文书', 'Document (SM3)', 'binary'),
      field('办件结果描述', 'What it says', 'text'),
      field('结果时效', 'Valid', 'text', 100),
      field('备注', 'Remark', 'text', 2000),
    ],
  },
] as const satisfies readonly StandardTable[];

export type CaseTableName = (typeof caseTables)[number]['name'];

export function caseTable(name: CaseTableName): StandardTable {
  return caseTables.find((t) => t.name === name) as StandardTable;
}
