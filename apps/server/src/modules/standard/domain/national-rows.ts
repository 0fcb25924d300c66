import { createHash } from 'node:crypto';
import type { ItemPackage } from '@miaopi/items';
import type { CaseTableName } from './case-tables.ts';
import { textOf } from './check-row.ts';
import type { StandardRow } from './field.ts';
import type { NationalTableName } from './national-tables.ts';

/** Rows of national tables, each with the key it always has. */
export type NationalRows = Readonly<Partial<Record<NationalTableName, readonly NationalRow[]>>>;
export interface NationalRow {
  readonly guid: string;
  readonly values: StandardRow;
}

/** What up_pro_* say of a case besides its six tables. */
export interface CaseFacts {
  readonly number: string;
  readonly applicantKind: 'person' | 'firm';
  readonly office: string;
  readonly officeName: string;
  readonly itemVersion: number;
  readonly dueOn: string | null;
  readonly codes: { readonly catalog: string; readonly task: string };
  readonly resultName: string | null;
}

const papers: Readonly<Record<string, string>> = {
  身份证: '111',
  统一社会信用代码证: '001',
  组织机构代码证: '002',
  护照: '414',
  其他: '999',
};
const origins: Readonly<Record<string, string>> = {
  政务服务门户: '1',
  实体政务大厅: '2',
  自助服务终端: '3',
  移动端: '4',
};
const ways: Readonly<Record<string, string>> = { 纸质收取: '1', 附件上传: '2', 扫描: '3', 容缺后补: '4', 证照库: '5' };
const results: Readonly<Record<string, string>> = { 准予许可: '1', 不予许可: '2', 转报: '3' };

/** A case of the six tables as up_pro_* of the national exchange. @param source whose rows these are: the data_source they are written under */
export function caseRows(
  source: string,
  facts: CaseFacts,
  six: Readonly<Record<CaseTableName, readonly StandardRow[]>>,
): NationalRows {
  const key = keysOf(source);
  const project_no = facts.number;
  const applied = six.申请信息[0] ?? {};
  const accepted = six.受理信息.at(-1) ?? {};
  const result = six.办结信息[0];
  const delivered = six.办理环节.some((s) => s.办理环节名称 === '送达');
  return {
    up_pro_accept: [
      key('up_pro_accept', project_no, {
        project_no,
        catalog_code: facts.codes.catalog,
        task_code: facts.codes.task,
        task_handle_item: applied.事项编码,
        task_name: applied.事项名称,
        task_version: String(facts.itemVersion),
        project_name: `${textOf(applied.申请人名称) ?? ''}申请${textOf(applied.事项名称) ?? ''}`,
        applyer_name: applied.申请人名称,
        applyer_type: facts.applicantKind === 'person' ? '1' : '2',
        applyer_page_type: coded(papers, applied.申请人证件类型, '999'),
        applyer_page_code: applied.申请人证件号码,
        contact_name: applied['联系人/代理人姓名'],
        contact_type: coded(papers, applied['联系人/代理人证件类型'], '999'),
        contact_code: applied['联系人/代理人证件号码'],
        contact_mobile: applied.联系人联系电话,
        address: applied.通信地址,
        zip_code: applied.邮编,
        legal: applied.法定代表人,
        apply_date: applied.申请时间,
        apply_type: coded(origins, applied.申请来源, '9'),
        accept_date: accepted.受理时间,
        accept_doc_no: accepted.受理文书编号,
        org_code: facts.office,
        org_name: facts.officeName,
        handle_user_name: accepted.政务服务人员,
        project_type: applied.办件类型 === '即办件' ? '1' : '2',
        promise_date: facts.dueOn,
      }),
    ],
    up_pro_material: six.申请材料.map((m) =>
      key('up_pro_material', `${project_no}|${m.材料名称}`, {
        project_no,
        material_name: m.材料名称,
        get_type: coded(ways, m.收取方式, '2'),
        get_num: m.收取数量,
        material_attach_name: m.附件实体,
      }),
    ),
    up_pro_process: six.办理环节.map((s) =>
      key('up_pro_process', `${project_no}|${s.办理环节名称}|${s.环节开始时间}`, {
        project_no,
        process_name: s.办理环节名称,
        event_name: s.业务动作,
        event_start_time: s.环节开始时间,
        event_end_time: s.环节结束时间,
        handle_user_name: s.审批人姓名,
        handle_explain: s.审批意见,
      }),
    ),
    up_pro_special_procedure: six.特别程序.map((p) =>
      key('up_pro_special_procedure', `${project_no}|${p.特别程序种类名称}|${p.特别程序开始日期}`, {
        project_no,
        special_type: p.特别程序种类,
        special_name: p.特别程序种类名称,
        special_time: p.特别程序开始日期,
        special_reason: p.特别程序启动理由或依据,
        applyer_user_name: p.申请人,
        end_time: p.特别程序结束日期,
        result: p.特别程序结果,
        special_explain: p.特别程序办理意见,
        handle_user: p.办理人,
      }),
    ),
    up_pro_result: result
      ? [
          key('up_pro_result', project_no, {
            project_no,
            result_date: result.办结日期,
            result_type: coded(results, result.办理结果, '3'),
            result_cetr_name: facts.resultName,
            result_cetr_no: result.结果证照编号,
            result_explain: result.办件结果描述,
            is_delivery_results: delivered ? '1' : '0',
            satisfaction: null,
          }),
        ]
      : [],
  };
}

const resultKinds: Readonly<Record<string, string>> = { 证照: '10', 批文: '20' };
const depths: Readonly<Record<string, string>> = { I: '1', II: '1^2', III: '1^2^3^4', IV: '1^2^3^4^5^6^7' };
const bit = (is: boolean) => (is ? '1' : '0');
const lawOf = (b: { readonly law: string; readonly article: string }) => `《${b.law}》${b.article}`;

/** An item in force as up_task_* of the national exchange; several values of one field are joined by `^`. */
export function itemRows(source: string, { item }: Pick<ItemPackage, 'item'>): NationalRows {
  const key = keysOf(source);
  const task_code = item.codes.task;
  const fee = item.fee.charged ? item.fee : undefined;
  return {
    up_task_general_basic: [
      key('up_task_general_basic', item.codes.handling, {
        catalog_code: item.codes.catalog,
        task_code,
        task_handle_item: item.codes.handling,
        task_name: item.name.zh,
        task_version: String(item.version),
        task_type: item.type,
        dept_name: item.office.name.zh,
        dept_code: item.office.uscc,
        dept_type: item.office.kind,
        power_source: item.powerSource,
        use_level: item.level,
        anticipate_day: item.statutory?.amount ?? null,
        anticipate_type: item.statutory?.unit ?? null,
        promise_day: item.promised.amount,
        promise_type: item.promised.unit,
        accept_condition: item.who.zh,
        is_fee: bit(fee !== undefined),
        fee_basis: fee ? lawOf(fee.basis) : null,
        server_type: item.objects.join('^'),
        project_type: item.caseKind,
        handle_type: item.forms.join('^'),
        limit_scene_num: item.visits,
        by_law: item.basis.map(lawOf).join('；'),
        link_way: item.consult.phone,
        supervise_way: item.complain.phone,
      }),
    ],
    up_task_general_extend: [
      key('up_task_general_extend', item.codes.handling, {
        task_code,
        handle_area: item.area,
        result_type: resultKinds[item.result.kind] ?? '99',
        result_name: item.result.name.zh,
        is_schedule: bit(item.bookable),
        is_pay_online: bit(fee?.payOnline === true),
        is_express: bit(item.mail),
        is_service_terminals: bit(item.channels.includes('kiosk')),
        user_topic_type: item.themes.person?.join('^') ?? null,
        corp_topic_type: item.themes.firm?.join('^') ?? null,
        is_online: bit(item.online),
        online_handle_depth: depths[item.depth],
        limit_scene_explain: item.visitReason?.zh ?? null,
      }),
    ],
    up_task_general_material: item.materials.map((m, i) =>
      key('up_task_general_material', `${item.codes.handling}|${m.name.zh}`, {
        task_code,
        material_name: m.name.zh,
        material_type: m.type,
        material_format: m.format,
        is_need: m.need,
        source_type: m.source,
        by_law: lawOf(m.basis),
        fill_explain: m.note?.zh ?? null,
        order_num: i + 1,
      }),
    ),
    up_task_general_fee_project: (fee?.lines ?? []).map((l, i) =>
      key('up_task_general_fee_project', `${item.codes.handling}|${l.name.zh}`, {
        task_code,
        fee_name: l.name.zh,
        fee_stand: l.standard.zh,
        is_desc: bit(l.reducible),
        by_law: fee ? lawOf(fee.basis) : null,
        order_num: i + 1,
      }),
    ),
    up_task_general_questions: item.faqs.map((q, i) =>
      key('up_task_general_questions', `${item.codes.handling}|${q.question.zh}`, {
        task_code,
        question: q.question.zh,
        answer: q.answer.zh,
        order_num: i + 1,
      }),
    ),
  };
}

/** A licence in force, as the licence register tells it. */
export interface LicenceFacts {
  readonly identifier: string;
  readonly name: string;
  readonly typeCode: string;
  readonly number: string;
  readonly holderKind: 'person' | 'firm';
  readonly holderName: string;
  readonly holderNumber: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: string;
  /** yyyy-mm-dd */
  readonly issuedOn: string;
}

export function licenceRows(source: string, l: LicenceFacts): NationalRows {
  return {
    up_lic_data: [
      keysOf(source)('up_lic_data', l.identifier, {
        certificate_source_id: l.identifier,
        certificate_name: l.name,
        certificate_type: l.name,
        certificate_type_code: l.typeCode,
        certificate_number: l.number,
        certificate_holder: l.holderName,
        certificate_holder_code: l.holderNumber,
        certificate_holder_type: l.holderKind === 'person' ? '111' : '001',
        certificate_area_code: l.region,
        issue_dept: l.officeName,
        issue_dept_code: l.office,
        issue_date: l.issuedOn,
      }),
    ],
  };
}

/** A row's key follows from what it is of: written again it is the same row. What looks alike within one thing is told apart by its place. */
function keysOf(source: string) {
  const seen = new Map<string, number>();
  return (table: NationalTableName, natural: string, values: StandardRow): NationalRow => {
    const name = `${source}|${table}|${natural}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const guid = createHash('sha256').update(`${name}|${nth}`).digest('hex').slice(0, 32);
    return { guid, values };
  };
}

function coded(list: Readonly<Record<string, string>>, value: StandardRow[string], other: string): string | null {
  const text = textOf(value);
  return text === undefined ? null : (list[text] ?? other);
}
