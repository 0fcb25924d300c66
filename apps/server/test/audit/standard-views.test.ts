import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonb, sql } from '../../src/kernel/db/sql.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

let t: TestDatabase;
const at = (time: string) => new Date(`2026-11-22T${time}+08:00`);

async function insertCase(c: {
  id: string;
  firm?: boolean;
  outcome: 'granted' | 'refused' | null;
  state: string;
  automatic: boolean | null;
}): Promise<void> {
  await t.db.rows(sql`insert into cases.case (id, number, exchange_number, query_code, region, office, office_name, slug, item_version, item_name,
      handling_code, case_kind, applicant_kind, applicant_id, applicant_name, applicant_number, contact_id, contact_mobile, agent_name, agent_number,
      channel, project_number, state, automatic, outcome, submitted_at, accepted_at, decided_at, closed_at, licence_id, actions)
    values (${c.id}, ${`N-${c.id}`}, ${`X-${c.id}`}, 'q', '990101000000', '11990101009901016T', ${jsonb({ zh: '云溪公安', en: 'Police' })}::jsonb, 'residence-registration', 1,
      ${jsonb({ zh: '居住登记', en: 'Residence' })}::jsonb, 'H1', ${c.firm ? '2' : '1'}, ${c.firm ? 'firm' : 'person'}, 'a1', ${c.firm ? '某某公司' : '陈静'},
      ${c.firm ? '91990100MA0000001X' : '990101199003071018'}, 'p1', '13900000001', ${c.firm ? '乔月' : null}, ${c.firm ? '990101198001010012' : null},
      'portal', ${c.firm ? '2026-990101-01' : null}, ${c.state}, ${c.automatic}, ${c.outcome}, ${at('09:00:00')}, ${at('09:00:01')},
      ${c.outcome ? at('09:00:01') : null}, ${c.state === 'closed' ? at('09:00:02') : null}, ${c.outcome === 'granted' ? `l-${c.id}` : null}, 3)`);
  await t.db.rows(sql`insert into cases.file (case_id, region, answers, provenance, applicant, agent, materials) values (${c.id}, '990101000000',
    ${jsonb({ 居住地址: '云溪区柳岸路 18 号', 邮编: '990100' })}::jsonb, '{}'::jsonb,
    ${jsonb({ facts: c.firm ? { 法定代表人: '乔老板', 住所: '云港区一路 1 号' } : {} })}::jsonb, null,
    ${jsonb([
      { name: { zh: '申请表', en: 'Form' }, by: 'form', count: 1, source: { zh: '在线填写', en: '' } },
      {
        name: { zh: '租赁合同', en: 'Lease' },
        by: 'upload',
        count: 2,
        fileId: 'f1',
        source: { zh: '申请人上传', en: '' },
      },
      { name: { zh: '居民身份证', en: 'ID' }, by: 'data', count: 1, source: { zh: '公安局', en: '' } },
      { name: { zh: '原证书', en: 'Old' }, by: 'licence', count: 1, source: { zh: '电子证照库', en: '' } },
    ])}::jsonb)`);
}

async function act(
  id: string,
  seq: number,
  kind: string,
  by: string,
  name: string,
  opinion: string | null,
): Promise<void> {
  await t.db.rows(sql`insert into cases.action (case_id, seq, region, id, kind, at, actor_kind, actor_id, actor_name, opinion, data)
    values (${id}, ${seq}, '990101000000', ${`${id}-${seq}`}, ${kind}, ${at('09:00:01')}, ${by}, 'x', ${name}, ${opinion}, '{}'::jsonb)`);
}

async function steps(id: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    await t.db.rows(sql`insert into cases.step (case_id, step, region, started_at, ended_at, output)
      values (${id}, ${name}, '990101000000', ${at('09:00:01')}, ${at('09:00:02')}, ${jsonb({ milliseconds: 1, note: { zh: `备注${name}`, en: '' } })}::jsonb)`);
}

async function document(id: string, kind: string, number: string, name: string): Promise<void> {
  await t.db.rows(sql`insert into cases.document (case_id, kind, region, number, name, at, content)
    values (${id}, ${kind}, '990101000000', ${number}, ${jsonb({ zh: name, en: '' })}::jsonb, ${at('09:00:01')}, '{}'::jsonb)`);
}

beforeAll(async () => {
  t = await startTestDatabase();
  await insertCase({ id: 'auto', outcome: 'granted', state: 'closed', automatic: true });
  await act('auto', 1, 'submit', 'applicant', '陈静', null);
  await act('auto', 2, 'accept', 'machine', '系统', null);
  await act('auto', 3, 'grant', 'machine', '系统', '六条全部满足');
  await steps('auto', ['gather', 'judge', 'accept', 'decide', 'make', 'seal', 'deliver', 'close']);
  await document('auto', 'acceptance', '云溪公安受字〔2026〕第000001号', '受理通知书');
  await t.db.rows(sql`insert into licences.licence (id, identifier, search_key, type_code, type_name, number, version, holder_kind, holder_id, holder_name,
      holder_number, office, office_name, region, slug, item_version, case_id, content, valid_from, valid_to, state, issued_at, file_key, digest, bytes, pages, width, height)
    values ('l-auto', 'Z1', 'k1', 'T', '{}'::jsonb, '居证990101第1号', 1, 'person', 'a1', '陈静', '1', 'o', '{}'::jsonb, '990101000000', 's', 1, 'auto',
      ${jsonb({
        fields: [
          { name: '姓名', label: { zh: '姓名', en: 'Name' }, value: '陈静' },
          { name: '照片', label: { zh: '照片', en: 'Photo' }, value: 'A'.repeat(5000) },
          { name: '成员', label: { zh: '成员', en: 'Members' }, value: [] },
        ],
      })}::jsonb, '2026-11-22', null, 'valid', ${at('09:00:02')}, 'k', 'abcd', 1, 1, 1, 1)`);

  await insertCase({ id: 'refused', firm: true, outcome: 'refused', state: 'closed', automatic: false });
  await act('refused', 1, 'accept', 'machine', '系统', null);
  await act('refused', 2, 'refer', 'machine', '系统', '一条不明');
  await act('refused', 3, 'refuse', 'official', '赵审批', '住所与登记不符');
  await steps('refused', ['gather', 'judge', 'accept', 'review', 'decide', 'deliver', 'close']);
  await document('refused', 'acceptance', '受2', '受理通知书');
  await document('refused', 'refusal', '不许1', '不予行政许可决定书');

  await insertCase({ id: 'open', outcome: null, state: 'review', automatic: null });
  await act('open', 1, 'accept', 'machine', '系统', null);
  await act('open', 2, 'refer', 'machine', '系统', '一条不明');
  await steps('open', ['gather', 'judge', 'accept']);
});
afterAll(() => t?.close());

const columnsOf = async (view: string) =>
  (
    await t.db.rows<{ name: string }>(
      sql`select column_name as name from information_schema.columns where table_schema = 'standard' and table_name = ${view} order by ordinal_position`,
    )
  ).map((r) => r.name);

const one = (view: string, id: string) =>
  t.db.pool
    .query(`select * from standard."${view}" where "办件编号" = $1`, [`X-${id}`])
    .then((r) => r.rows as Record<string, unknown>[]);

describe('办件 tables of the national data standard', () => {
  // the fields as document 002, chapter four, names them, in its order
  it.each([
    [
      'F100',
      '申请信息',
      17,
      '办件编号 事项编码 事项名称 办件类型 申请人名称 申请人证件类型 申请人证件号码 联系人/代理人姓名 联系人/代理人证件类型 联系人/代理人证件号码 联系人联系电话 邮编 通信地址 法定代表人 申请来源 申请时间 项目编号',
    ],
    ['F101', '申请材料', 8, '办件编号 材料名称 是否已收取 收取方式 收取数量 收取时间 附件实体 备注'],
    ['F102', '受理信息', 5, '办件编号 政务服务人员所在部门 政务服务人员 受理时间 受理文书编号'],
    [
      'F103',
      '办理环节',
      9,
      '办件编号 业务动作 办理环节名称 下一环节名称 审批人姓名 审批意见 环节开始时间 环节结束时间 备注',
    ],
    [
      'F104',
      '特别程序',
      10,
      '办件编号 特别程序种类 特别程序种类名称 特别程序开始日期 特别程序启动理由或依据 申请人 特别程序结束日期 特别程序结果 特别程序办理意见 办理人',
    ],
    [
      'F105',
      '办结信息',
      9,
      '办件编号 办理人员姓名 办结日期 办理结果 结果证照编号 办件结果电子文书 办件结果描述 结果时效 备注',
    ],
  ])('%s: %s has its %i fields by their names, in their order', async (_, view, count, names) => {
    const columns = await columnsOf(view);
    expect(columns).toEqual(names.split(' '));
    expect(columns.length).toBe(count);
  });

  it('F100: a person applies for himself, a firm through its agent', async () => {
    expect(await one('申请信息', 'auto')).toEqual([
      {
        办件编号: 'X-auto',
        事项编码: 'H1',
        事项名称: '居住登记',
        办件类型: '即办件',
        申请人名称: '陈静',
        申请人证件类型: '身份证',
        申请人证件号码: '990101199003071018',
        '联系人/代理人姓名': '陈静',
        '联系人/代理人证件类型': '身份证',
        '联系人/代理人证件号码': '990101199003071018',
        联系人联系电话: '13900000001',
        邮编: '990100',
        通信地址: '云溪区柳岸路 18 号',
        法定代表人: null,
        申请来源: '政务服务门户',
        申请时间: '2026-11-22 09:00:00',
        项目编号: null,
      },
    ]);
    expect(await one('申请信息', 'refused')).toMatchObject([
      {
        办件类型: '承诺件',
        申请人证件类型: '统一社会信用代码证',
        '联系人/代理人姓名': '乔月',
        '联系人/代理人证件类型': '身份证',
        '联系人/代理人证件号码': '990101198001010012',
        法定代表人: '乔老板',
        项目编号: '2026-990101-01',
      },
    ]);
  });

  it('F101: each material with how, how many and when it was received, in the standard’s three words', async () => {
    const rows = await one('申请材料', 'auto');
    expect(rows.map((r) => [r.材料名称, r.是否已收取, r.收取方式, r.收取数量, r.附件实体, r.备注])).toEqual([
      ['申请表', '1', '附件上传', 1, null, '在线填写'],
      ['租赁合同', '1', '附件上传', 2, 'f1', '申请人上传'],
      ['居民身份证', '1', '证照库', 1, null, '公安局'],
      ['原证书', '1', '证照库', 1, null, '电子证照库'],
    ]);
    expect(rows.every((r) => r.收取时间 === '2026-11-22 09:00:00')).toBe(true);
  });

  it('F102: acceptance with its document number', async () => {
    expect(await one('受理信息', 'auto')).toEqual([
      {
        办件编号: 'X-auto',
        政务服务人员所在部门: '云溪公安',
        政务服务人员: '系统',
        受理时间: '2026-11-22 09:00:01',
        受理文书编号: '云溪公安受字〔2026〕第000001号',
      },
    ]);
  });

  it('F103: every step names the next, who decided and with what opinion; one action of three', async () => {
    const row = (r: Record<string, unknown>) => [r.办理环节名称, r.下一环节名称, r.业务动作, r.审批人姓名, r.审批意见];
    expect((await one('办理环节', 'auto')).map(row)).toEqual([
      ['核验', '判断', '通过', '系统', null],
      ['判断', '受理', '通过', '系统', '六条全部满足'],
      ['受理', '决定', '通过', '系统', null],
      ['决定', '制证', '通过', '系统', '六条全部满足'],
      ['制证', '签章', '通过', '系统', null],
      ['签章', '送达', '通过', '系统', null],
      ['送达', '办结', '通过', '系统', null],
      ['办结', null, '通过', '系统', null],
    ]);
    expect((await one('办理环节', 'refused')).map(row)).toEqual([
      ['核验', '判断', '通过', '系统', null],
      ['判断', '受理', '其他', '系统', '一条不明'],
      ['受理', '人工审核', '通过', '系统', null],
      ['人工审核', '决定', '其他', '赵审批', '住所与登记不符'],
      ['决定', '送达', '其他', '赵审批', '住所与登记不符'],
      ['送达', '办结', '通过', '系统', null],
      ['办结', null, '通过', '系统', null],
    ]);
    expect((await one('办理环节', 'open')).map(row).at(-1)).toEqual(['受理', '人工审核', '通过', '系统', null]);
  });

  it('F105: the result in the words of the standard, with the licence’s number, face and term; nothing before the case is closed', async () => {
    expect(await one('办结信息', 'auto')).toEqual([
      {
        办件编号: 'X-auto',
        办理人员姓名: '系统',
        办结日期: '2026-11-22 09:00:02',
        办理结果: '准予许可',
        结果证照编号: '居证990101第1号',
        办件结果电子文书: 'abcd',
        办件结果描述: '姓名：陈静',
        结果时效: '2026-11-22 至 长期',
        备注: '系统自动办理',
      },
    ]);
    expect(await one('办结信息', 'refused')).toMatchObject([
      {
        办理人员姓名: '赵审批',
        办理结果: '不予许可',
        结果证照编号: '不许1',
        办件结果描述: '不予行政许可决定书',
        备注: '住所与登记不符',
      },
    ]);
    expect(await one('办结信息', 'open')).toEqual([]);
  });
});
