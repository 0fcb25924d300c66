-- 办件数据标准 (the national platform's construction guide, chapter 4): the six tables with exactly its fields, in its order and code values,
-- as views over what the case module (and for the result the licence register) keeps. Times are those of Asia/Shanghai.
create schema standard;

create function standard.time_text(at timestamptz) returns text language sql stable as $$
  select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')
$$;

-- (一) 17 fields. 办件编号 is the number unique in the province. Where nobody acts for the applicant, the contact is the applicant.
create view standard."申请信息" as
select
  c.exchange_number as "办件编号",
  c.handling_code as "事项编码",
  c.item_name->>'zh' as "事项名称",
  case c.case_kind when '1' then '即办件' else '承诺件' end as "办件类型",
  c.applicant_name as "申请人名称",
  case c.applicant_kind when 'person' then '身份证' else '统一社会信用代码证' end as "申请人证件类型",
  c.applicant_number as "申请人证件号码",
  coalesce(c.agent_name, c.applicant_name) as "联系人/代理人姓名",
  case when c.agent_name is not null or c.applicant_kind = 'person' then '身份证' else '统一社会信用代码证' end as "联系人/代理人证件类型",
  coalesce(c.agent_number, c.applicant_number) as "联系人/代理人证件号码",
  c.contact_mobile as "联系人联系电话",
  f.answers->>'邮编' as "邮编",
  coalesce(f.answers->>'通信地址', f.answers->>'联系地址', f.answers->>'现住址', f.answers->>'居住地址', f.applicant->'facts'->>'住所') as "通信地址",
  case c.applicant_kind when 'firm' then f.applicant->'facts'->>'法定代表人' end as "法定代表人",
  case c.channel when 'portal' then '政务服务门户' when 'mobile' then '移动端' when 'kiosk' then '自助服务终端' when 'window' then '实体政务大厅'
    else '其他' end as "申请来源",
  standard.time_text(c.submitted_at) as "申请时间",
  c.project_number as "项目编号"
from cases.case c join cases.file f on f.case_id = c.id;

-- (二) 8 fields. An answer drawn from a register counts as 证照库, the form filled in online as 附件上传; 备注 says from where. The binary itself lies with the
-- files; 附件实体 names it.
create view standard."申请材料" as
select
  c.exchange_number as "办件编号",
  m.material->'name'->>'zh' as "材料名称",
  '1'::text as "是否已收取",
  case m.material->>'by' when 'upload' then '附件上传' when 'form' then '附件上传' when 'paper' then '纸质收取' else '证照库' end as "收取方式",
  (m.material->>'count')::int as "收取数量",
  standard.time_text(c.submitted_at) as "收取时间",
  m.material->>'fileId' as "附件实体",
  m.material->'source'->>'zh' as "备注"
from cases.case c join cases.file f on f.case_id = c.id
cross join lateral jsonb_array_elements(f.materials) with ordinality m(material, n);

-- (三) 5 fields
create view standard."受理信息" as
select
  c.exchange_number as "办件编号",
  c.office_name->>'zh' as "政务服务人员所在部门",
  a.actor_name as "政务服务人员",
  standard.time_text(a.at) as "受理时间",
  d.number as "受理文书编号"
from cases.case c
join cases.action a on a.case_id = c.id and a.kind = 'accept'
left join cases.document d on d.case_id = c.id and d.kind = 'acceptance';

-- (四) 9 fields: the finished steps. 退回 is for what is sent back to the applicant; a refusal is 其他, its words stand in 审批意见.
create view standard."办理环节" as
with named(step, n, name) as (values ('gather', 1, '核验'), ('judge', 2, '判断'), ('accept', 3, '受理'), ('review', 4, '人工审核'), ('decide', 5, '决定'),
    ('make', 6, '制证'), ('seal', 7, '签章'), ('deliver', 8, '送达'), ('close', 9, '办结')),
done as (
  select c.exchange_number, c.state, c.outcome, c.automatic, s.step, s.started_at, s.ended_at, s.output, n.n, n.name,
    lead(n.name) over (partition by s.case_id order by n.n) as next, d.actor_name, d.opinion, r.opinion as referred
  from cases.step s
  join named n on n.step = s.step
  join cases.case c on c.id = s.case_id
  left join cases.action d on d.case_id = c.id and d.kind in ('grant', 'refuse')
  left join cases.action r on r.case_id = c.id and r.kind = 'refer')
select
  exchange_number as "办件编号",
  case
    when step in ('review', 'decide') and outcome = 'refused' then '其他'
    when step = 'judge' and referred is not null then '其他'
    else '通过'
  end as "业务动作",
  name as "办理环节名称",
  coalesce(next, case when step = 'close' then null else case state when 'review' then '人工审核' when 'granted' then '制证' when 'refused' then '送达' end end)
    as "下一环节名称",
  case when step in ('review', 'decide') then coalesce(actor_name, '系统') else '系统' end as "审批人姓名",
  case when step in ('review', 'decide') then opinion when step = 'judge' then coalesce(referred, opinion) end as "审批意见",
  standard.time_text(started_at) as "环节开始时间",
  standard.time_text(ended_at) as "环节结束时间",
  output->'note'->>'zh' as "备注"
from done;

-- (五) 10 fields. Special procedures come with a later issue; the shape stands.
create view standard."特别程序" as
select null::text as "办件编号", null::text as "特别程序种类", null::text as "特别程序种类名称", null::text as "特别程序开始日期",
  null::text as "特别程序启动理由或依据", null::text as "申请人", null::text as "特别程序结束日期", null::text as "特别程序结果",
  null::text as "特别程序办理意见", null::text as "办理人"
where false;

-- (六) 9 fields. The document itself lies with the files; 办件结果电子文书 is its SM3. A photograph is left out of 办件结果描述.
create view standard."办结信息" as
select
  c.exchange_number as "办件编号",
  coalesce(d.actor_name, '系统') as "办理人员姓名",
  standard.time_text(c.closed_at) as "办结日期",
  case c.outcome when 'granted' then '准予许可' when 'refused' then '不予许可' end as "办理结果",
  coalesce(l.number, r.number) as "结果证照编号",
  l.digest as "办件结果电子文书",
  coalesce(
    (select string_agg(coalesce(x->'label'->>'zh', x->>'name') || '：' || (x->>'value'), '；' order by n)
     from jsonb_array_elements(case jsonb_typeof(l.content->'fields') when 'array' then l.content->'fields' else '[]'::jsonb end) with ordinality t(x, n)
     where jsonb_typeof(x->'value') in ('string', 'number', 'boolean') and length(x->>'value') <= 200),
    r.name->>'zh') as "办件结果描述",
  case when l.id is null then null else to_char(l.valid_from, 'YYYY-MM-DD') || ' 至 ' || coalesce(to_char(l.valid_to, 'YYYY-MM-DD'), '长期') end as "结果时效",
  case when c.outcome = 'refused' then d.opinion when c.automatic then '系统自动办理' end as "备注"
from cases.case c
left join cases.action d on d.case_id = c.id and d.kind in ('grant', 'refuse')
left join cases.document r on r.case_id = c.id and r.kind = 'refusal'
left join licences.licence l on l.id = c.licence_id and l.state <> 'reserved'
where c.state = 'closed';
