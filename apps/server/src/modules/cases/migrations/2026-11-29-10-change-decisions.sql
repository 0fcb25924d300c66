-- 决定之后 (F124, F216): an error in a decision is corrected (更正), a grant is revoked (撤销、撤回、注销), a case is decided anew by order (依决定重办). The decision and its papers
-- stay as they were; what became of them stands beside them.
create table cases.amendment (
  id text primary key,
  case_id text not null references cases.case,
  region text not null,
  nth int not null check (nth >= 1),
  kind text not null check (kind in ('correct', 'revoke', 'reopen')),
  -- id of the statutory ground of a revocation
  ground text,
  reason text not null,
  content jsonb not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_by_number text not null,
  proposed_by_head boolean not null,
  proposed_at timestamptz not null,
  -- the last day for the holder to answer (行政许可法 第七条, 第四十七条)
  answer_until date,
  answer text,
  wants_hearing boolean,
  answered_by text,
  answered_by_name text,
  answered_at timestamptz,
  state text not null check (state in ('open', 'done', 'refused', 'dropped')),
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  unique (case_id, nth),
  check ((kind = 'revoke') = (ground is not null)),
  check ((state = 'open') = (decided_at is null)),
  check ((answered_at is null) = (answer is null)),
  -- two persons
  check (kind = 'reopen' or state not in ('done', 'refused') or decided_by <> proposed_by)
);
create unique index amendment_open on cases.amendment (case_id) where state = 'open';

alter table cases.case
  add column undone text check (undone in ('withdrawn', 'recalled', 'cancelled')),
  -- the round of a case that is decided anew: since when, its limit, the order
  add column reopened jsonb;
create index case_licence on cases.case (licence_id) where licence_id is not null;

alter table cases.task drop constraint task_line_check;
alter table cases.task add constraint task_line_check check (line in ('main', 'beside', 'after'));

-- (六) the decision in force; that it was revoked later is said beside it
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
where c.state = 'closed' and c.outcome in ('granted', 'refused');

-- (四) a case that was decided anew went through its steps twice: each with the decision it led to, the round of a task by the filing it was opened under
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
    and x.step not in ('intake', 'correction'))
  union all
  select c.id, c.exchange_number, c.state, c.outcome, 'review', t.opened_at, t.done_at, t.office_name->>'zh',
    (select max(f.filing) from cases.file f where f.case_id = t.case_id and (f.filed_at is null or f.filed_at <= t.opened_at)) * 100 + 4
      + row_number() over (partition by t.case_id, c.exchange_number order by t.done_at, t.id) / 1000.0, t.name->>'zh', t.done_by_name, t.opinion,
    case t.result when 'returned' then '退回' when 'agree' then '通过' when 'grant' then '通过' else '其他' end
  from cases.task t join cases.case c on c.id = t.case_id
  where t.state = 'done' and t.line = 'main' and t.step not in ('resubmit', 'intake', 'correction')
    and exists (select from cases.task x where x.case_id = t.case_id and x.state = 'done' and x.line = 'main' and not x.decides
    and x.step not in ('intake', 'correction')))
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
