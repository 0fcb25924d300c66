-- Special procedures (F098, F104): A is the extension of the limit by the head, B what is not counted in it: an on-site check, a hearing, an appraisal.
create table cases.special_procedure (
  id text primary key,
  case_id text not null references cases.case,
  region text not null,
  seq int not null,
  kind text not null check (kind in ('A', 'B')),
  -- one of the standard's list, or `other` with its own name
  code text not null,
  name jsonb not null,
  started_on date not null,
  reason text not null,
  started_by text not null,
  started_by_name text not null,
  -- A: days added; B: calendar days the applicant was told it takes
  days int not null check (days between 1 and 365),
  expected_on date not null,
  ended_on date,
  result text,
  opinion text,
  ended_by text,
  ended_by_name text,
  unique (case_id, seq),
  check (expected_on >= started_on and (ended_on is null or ended_on >= started_on)),
  check ((ended_on is null) = (result is null) and (ended_on is null) = (ended_by is null))
);
-- one runs at a time: nothing is stopped twice
create unique index special_procedure_running on cases.special_procedure (case_id) where ended_on is null;

alter table cases.case drop constraint case_state_check;
alter table cases.case add constraint case_state_check
  check (state in ('submitted', 'waiting', 'accepted', 'review', 'procedure', 'granted', 'returned', 'refused', 'closed'));
alter table cases.case drop constraint case_outcome_check;
alter table cases.case add constraint case_outcome_check check (outcome in ('granted', 'refused', 'withdrawn'));
drop index cases.case_review;
drop index cases.case_claimed;
create index case_review on cases.case (office, due_on, id) where state in ('review', 'procedure', 'returned');
create index case_claimed on cases.case (claimed_by, due_on, id) where state in ('review', 'procedure', 'returned');

-- a case can be told of several procedures
alter table cases.document add column nth int not null default 1 check (nth >= 1);
alter table cases.document drop constraint document_pkey;
alter table cases.document add primary key (case_id, kind, nth);

-- (五) 10 fields of the construction guide
create or replace view standard."特别程序" as
select
  c.exchange_number as "办件编号",
  p.kind as "特别程序种类",
  p.name->>'zh' as "特别程序种类名称",
  to_char(p.started_on, 'YYYY-MM-DD') as "特别程序开始日期",
  p.reason as "特别程序启动理由或依据",
  p.started_by_name as "申请人",
  to_char(p.ended_on, 'YYYY-MM-DD') as "特别程序结束日期",
  p.result as "特别程序结果",
  p.opinion as "特别程序办理意见",
  p.ended_by_name as "办理人"
from cases.special_procedure p join cases.case c on c.id = p.case_id;

-- (六) without what the applicant withdrew: the standard knows no result for it
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
where c.state = 'closed' and c.outcome <> 'withdrawn';
