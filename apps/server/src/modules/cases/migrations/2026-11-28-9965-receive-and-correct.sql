-- 收件、补正、受理 (F093-F095, F102): what the machine does not grant is received by an official, who accepts it, does not accept it, or tells the applicant once what is to be
-- corrected. The file is filed anew with each correction; the former stays as it was.
alter table cases.case
  -- which filing of the file is in force
  add column filing int not null default 1 check (filing >= 1),
  -- when that filing came in: the five working days of 行政许可法 第三十二条 count from its day
  add column received_at timestamptz;

alter table cases.case drop constraint case_state_check;
alter table cases.case add constraint case_state_check check (state in
  ('submitted', 'waiting', 'intake', 'correction', 'accepted', 'review', 'procedure', 'granted', 'returned', 'refused', 'closed'));
alter table cases.case drop constraint case_outcome_check;
alter table cases.case add constraint case_outcome_check
  check (outcome in ('granted', 'refused', 'withdrawn', 'not-accepted', 'abandoned'));
-- for the job that accepts by silence
create index case_intake on cases.case (due_on) where state = 'intake';

alter table cases.file
  add column filing int not null default 1,
  -- of the filings after the first: when, by whom and how it came
  add column filed_at timestamptz,
  add column filed jsonb;
alter table cases.file drop constraint file_pkey;
alter table cases.file add primary key (case_id, filing);

-- what was gathered and judged over each filing
alter table cases.step add column filing int not null default 1;
alter table cases.step drop constraint step_pkey;
alter table cases.step add primary key (case_id, step, filing);

-- 补正告知: told once, complete; a second one only about what the correction itself brought in
create table cases.correction (
  case_id text not null references cases.case,
  nth int not null check (nth >= 1),
  region text not null,
  -- the filing it is about
  filing int not null,
  asked_at timestamptz not null,
  asked_by text not null,
  asked_by_name text not null,
  asked_by_number text not null,
  -- the last day to answer
  until date not null,
  points jsonb not null,
  number text not null,
  primary key (case_id, nth)
);
create trigger append_only before update or delete on cases.correction for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.correction for each statement execute function kernel.refuse_change();

create or replace view standard."申请信息" as
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
from cases.case c join cases.file f on f.case_id = c.id and f.filing = c.filing;

-- what a correction brought in is received on its day, the rest when it was filed
create or replace view standard."申请材料" as
select
  c.exchange_number as "办件编号",
  m.material->'name'->>'zh' as "材料名称",
  '1'::text as "是否已收取",
  case m.material->>'by' when 'upload' then '附件上传' when 'form' then '附件上传' when 'paper' then '纸质收取' else '证照库' end as "收取方式",
  (m.material->>'count')::int as "收取数量",
  standard.time_text(coalesce((m.material->>'receivedAt')::timestamptz, c.submitted_at)) as "收取时间",
  m.material->>'fileId' as "附件实体",
  m.material->'source'->>'zh' as "备注"
from cases.case c join cases.file f on f.case_id = c.id and f.filing = c.filing
cross join lateral jsonb_array_elements(f.materials) with ordinality m(material, n);

-- (三) accepted by silence: on the day it was received
create or replace view standard."受理信息" as
select
  c.exchange_number as "办件编号",
  c.office_name->>'zh' as "政务服务人员所在部门",
  a.actor_name as "政务服务人员",
  standard.time_text(c.accepted_at) as "受理时间",
  d.number as "受理文书编号"
from cases.case c
join cases.action a on a.case_id = c.id and a.kind = 'accept'
left join cases.document d on d.case_id = c.id and d.kind = 'acceptance';

-- (四) what is sent back to be corrected is 退回 in the step 收件审查; where an official accepted, it is he who did
create or replace view standard."办理环节" as
with named(step, n, name) as (values ('gather', 1, '核验'), ('judge', 2, '判断'), ('intake', 2.5, '收件审查'), ('accept', 3, '受理'), ('review', 4, '人工审核'),
    ('decide', 5, '决定'), ('make', 6, '制证'), ('seal', 7, '签章'), ('deliver', 8, '送达'), ('close', 9, '办结')),
done as (
  select c.id, c.exchange_number, c.state, c.outcome, s.step, s.started_at, s.ended_at, s.output->'note'->>'zh' as note,
    s.filing * 100 + n.n as n, n.name,
    case
      when s.step in ('review', 'decide') then coalesce(d.actor_name, '系统')
      when s.step = 'intake' then s.output->>'by'
      when s.step = 'accept' then coalesce(k.actor_name, '系统')
      else '系统'
    end as who,
    case
      when s.step in ('review', 'decide') then d.opinion
      when s.step = 'judge' then coalesce(r.opinion, d.opinion)
      when s.step = 'intake' then s.output->>'opinion'
      when s.step = 'accept' then k.opinion
    end as opinion,
    case
      when s.step = 'intake' then s.output->>'result'
      when s.step in ('review', 'decide') and c.outcome = 'refused' then '其他'
      when s.step = 'judge' and r.opinion is not null then '其他'
      else '通过'
    end as act
  from cases.step s
  join named n on n.step = s.step
  join cases.case c on c.id = s.case_id
  left join cases.action d on d.case_id = c.id and d.kind in ('grant', 'refuse')
  left join cases.action r on r.case_id = c.id and r.kind = 'refer'
  left join cases.action k on k.case_id = c.id and k.kind = 'accept'
  where s.step <> 'review' or not exists (select from cases.task x where x.case_id = s.case_id and x.state = 'done' and x.line = 'main' and not x.decides
    and x.step not in ('intake', 'correction'))
  union all
  select c.id, c.exchange_number, c.state, c.outcome, 'review', t.opened_at, t.done_at, t.office_name->>'zh',
    c.filing * 100 + 4 + row_number() over (partition by t.case_id order by t.done_at, t.id) / 1000.0, t.name->>'zh', t.done_by_name, t.opinion,
    case t.result when 'returned' then '退回' when 'agree' then '通过' when 'grant' then '通过' else '其他' end
  from cases.task t join cases.case c on c.id = t.case_id
  where t.state = 'done' and t.line = 'main' and t.step not in ('resubmit', 'intake', 'correction')
    and exists (select from cases.task x where x.case_id = t.case_id and x.state = 'done' and x.line = 'main' and not x.decides
    and x.step not in ('intake', 'correction')))
select
  exchange_number as "办件编号",
  act as "业务动作",
  name as "办理环节名称",
  coalesce(lead(name) over (partition by id order by n),
    case when step = 'close' then null else case state when 'review' then '人工审核' when 'granted' then '制证' when 'refused' then '送达'
      when 'intake' then '收件审查' when 'correction' then '补正' end end)
    as "下一环节名称",
  who as "审批人姓名",
  opinion as "审批意见",
  standard.time_text(started_at) as "环节开始时间",
  standard.time_text(ended_at) as "环节结束时间",
  note as "备注"
from done;

-- (六) the standard knows results of what was accepted only: what was withdrawn, abandoned or not accepted has none
create or replace view standard."办结信息" as
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
where c.state = 'closed' and c.outcome in ('granted', 'refused');
