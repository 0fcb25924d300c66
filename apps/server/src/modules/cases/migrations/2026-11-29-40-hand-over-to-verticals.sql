-- 跳转办理 (F016): a case that a vertical system of the state handles. It is registered here, the applicant goes over with a signed ticket, and what is told about it comes back.
alter table cases.case drop constraint case_state_check;
alter table cases.case add constraint case_state_check check (state in
  ('submitted', 'waiting', 'vertical', 'intake', 'correction', 'originals', 'accepted', 'review', 'procedure', 'granted', 'returned', 'refused', 'closed'));

create table cases.vertical (
  case_id text primary key references cases.case,
  region text not null,
  -- id of the system as the item names it
  system text not null,
  -- questions in a row that brought nothing new, and when it is asked again; null once it is over
  quiet int not null default 0,
  next_at timestamptz,
  -- why it could not be asked, of the last try
  trouble text,
  -- what it issued, and where its file lies
  result jsonb,
  file_key text,
  check (file_key is null or result is not null)
);
create index vertical_next on cases.vertical (next_at) where next_at is not null;

-- Every signed message about it that was believed, byte for byte; applied in the order of its numbers.
create table cases.vertical_message (
  case_id text not null references cases.case,
  seq int not null check (seq >= 1),
  region text not null,
  -- the other side's number of it
  number text not null,
  event text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  way text not null check (way in ('push', 'poll')),
  content jsonb not null,
  body text not null,
  signature text not null,
  certificate text not null,
  primary key (case_id, seq)
);
create unique index vertical_message_number on cases.vertical_message (case_id, number);
create trigger append_only before update or delete on cases.vertical_message for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.vertical_message for each statement execute function kernel.refuse_change();

-- Tickets by the hash of their number: each admits one person once.
create table cases.vertical_ticket (
  hash text primary key,
  case_id text not null references cases.case,
  person_id text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index vertical_ticket_case on cases.vertical_ticket (case_id);

-- (三) 受理: where a vertical system accepted, by its official, under its number
create or replace view standard."受理信息" as
select
  c.exchange_number as "办件编号",
  coalesce(a.data->>'officeName', c.office_name->>'zh') as "政务服务人员所在部门",
  a.actor_name as "政务服务人员",
  standard.time_text(c.accepted_at) as "受理时间",
  d.number as "受理文书编号"
from cases.case c
join cases.action a on a.case_id = c.id and a.kind = 'accept'
left join cases.document d on d.case_id = c.id and d.kind = 'acceptance';

-- (四) the jump is the first step of a case that goes over
create or replace view standard."办理环节" as
with named(step, n, name) as (values ('jump', 0.5, '登记并转办'), ('gather', 1, '核验'), ('judge', 2, '判断'), ('intake', 2.5, '收件审查'), ('accept', 3, '受理'), ('review', 4, '人工审核'),
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
      when s.step in ('review', 'decide') and d.kind = 'refuse' then '其他'
      when s.step = 'judge' and r.opinion is not null then '其他'
      else '通过'
    end as act
  from cases.step s
  join named n on n.step = s.step
  join cases.case c on c.id = s.case_id
  -- the decision a step ended with, or led to
  left join lateral (select a.kind, a.actor_name, a.opinion from cases.action a where a.case_id = c.id and a.kind in ('grant', 'refuse')
    order by a.at < s.ended_at, case when a.at < s.ended_at then -a.seq else a.seq end limit 1) d on true
  left join lateral (select a.opinion from cases.action a where a.case_id = c.id and a.kind = 'refer' order by a.seq desc limit 1) r on true
  left join cases.action k on k.case_id = c.id and k.kind = 'accept'
  where s.step <> 'review' or not exists (select from cases.task x where x.case_id = s.case_id and x.state = 'done' and x.line = 'main' and not x.decides
    and x.step not in ('intake', 'correction', 'originals'))
  union all
  select c.id, c.exchange_number, c.state, c.outcome, 'review', t.opened_at, t.done_at, t.office_name->>'zh',
    (select max(f.filing) from cases.file f where f.case_id = t.case_id and (f.filed_at is null or f.filed_at <= t.opened_at)) * 100 + 4
      + row_number() over (partition by t.case_id, c.exchange_number order by t.done_at, t.id) / 1000.0, t.name->>'zh', t.done_by_name, t.opinion,
    case t.result when 'returned' then '退回' when 'agree' then '通过' when 'grant' then '通过' else '其他' end
  from cases.task t join cases.case c on c.id = t.case_id
  where t.state = 'done' and t.line = 'main' and t.step not in ('resubmit', 'intake', 'correction', 'originals')
    and exists (select from cases.task x where x.case_id = t.case_id and x.state = 'done' and x.line = 'main' and not x.decides
    and x.step not in ('intake', 'correction', 'originals')))
select
  exchange_number as "办件编号",
  act as "业务动作",
  name as "办理环节名称",
  coalesce(lead(name) over (partition by id, exchange_number order by n),
    case when step = 'close' then null else case state when 'review' then '人工审核' when 'granted' then '制证' when 'refused' then '送达'
      when 'intake' then '收件审查' when 'correction' then '补正' end end)
    as "下一环节名称",
  who as "审批人姓名",
  opinion as "审批意见",
  standard.time_text(started_at) as "环节开始时间",
  standard.time_text(ended_at) as "环节结束时间",
  note as "备注"
from done;

-- (六) what a vertical system issued stands with its number and its file's SM3
create or replace view standard."办结信息" as
select
  c.exchange_number as "办件编号",
  coalesce(d.actor_name, '系统') as "办理人员姓名",
  standard.time_text(c.closed_at) as "办结日期",
  case c.outcome when 'granted' then '准予许可' when 'refused' then '不予许可' end as "办理结果",
  coalesce(l.number, v.result->>'number', r.number) as "结果证照编号",
  coalesce(l.digest, v.result->'file'->>'sm3') as "办件结果电子文书",
  coalesce(
    (select string_agg(coalesce(x->'label'->>'zh', x->>'name') || '：' || (x->>'value'), '；' order by n)
     from jsonb_array_elements(case jsonb_typeof(l.content->'fields') when 'array' then l.content->'fields' else '[]'::jsonb end) with ordinality t(x, n)
     where jsonb_typeof(x->'value') in ('string', 'number', 'boolean') and length(x->>'value') <= 200),
    (select v.result->>'name' || coalesce('：' || string_agg((x->>'name') || '：' || (x->>'value'), '；' order by n), '')
     from jsonb_array_elements(case jsonb_typeof(v.result->'facts') when 'array' then v.result->'facts' else '[]'::jsonb end) with ordinality t(x, n)),
    r.name->>'zh') as "办件结果描述",
  case
    when l.id is not null then to_char(l.valid_from, 'YYYY-MM-DD') || ' 至 ' || coalesce(to_char(l.valid_to, 'YYYY-MM-DD'), '长期')
    when v.result is not null then (v.result->>'validFrom') || ' 至 ' || coalesce(v.result->>'validTo', '长期')
  end as "结果时效",
  case
    when c.undone is not null then case c.undone when 'withdrawn' then '已依法撤销' when 'recalled' then '已依法撤回' else '已依法注销' end
    when c.outcome = 'refused' then d.opinion
    when c.automatic then '系统自动办理'
  end as "备注"
from cases.case c
left join lateral (select a.actor_name, a.opinion from cases.action a where a.case_id = c.id and a.kind in ('grant', 'refuse') order by a.seq desc limit 1) d on true
left join lateral (select x.number, x.name from cases.document x where x.case_id = c.id and x.kind = 'refusal' and c.outcome = 'refused' order by x.nth desc limit 1) r
  on true
left join licences.licence l on l.id = c.licence_id and l.state <> 'reserved'
left join cases.vertical v on v.case_id = c.id
where c.state = 'closed' and c.outcome in ('granted', 'refused');
