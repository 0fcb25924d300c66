-- 原件预审、原件核验 (F090, F091): between the pre-check and the acceptance a case waits for its originals; each one is entered as an official saw it, at the window or when
-- the result was collected.
alter table cases.case drop constraint case_state_check;
alter table cases.case add constraint case_state_check check (state in
  ('submitted', 'waiting', 'intake', 'correction', 'originals', 'accepted', 'review', 'procedure', 'granted', 'returned', 'refused', 'closed'));

create table cases.original (
  case_id text not null references cases.case,
  -- of the act in the history that goes with it, and its place in it
  seq int not null,
  n int not null check (n >= 1),
  region text not null,
  at timestamptz not null,
  place text not null check (place in ('window', 'collection')),
  material_zh text not null,
  material_en text not null,
  -- uploads it was compared with; none where a register answered for it
  files text[] not null,
  -- copies taken
  copies int not null check (copies >= 0),
  equal boolean not null,
  -- in what it differs
  note text,
  shown_by text not null,
  staff_id text not null,
  staff_name text not null,
  staff_number text not null,
  primary key (case_id, seq, n),
  check (equal or note is not null)
);
create trigger append_only before update or delete on cases.original for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.original for each statement execute function kernel.refuse_change();

-- (四) what waits for its originals is no step of the review
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
    and x.step not in ('intake', 'correction', 'originals'))
  union all
  select c.id, c.exchange_number, c.state, c.outcome, 'review', t.opened_at, t.done_at, t.office_name->>'zh',
    c.filing * 100 + 4 + row_number() over (partition by t.case_id, c.exchange_number order by t.done_at, t.id) / 1000.0, t.name->>'zh', t.done_by_name, t.opinion,
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
      when 'intake' then '收件审查' when 'correction' then '补正' when 'originals' then '核对原件' end end)
    as "下一环节名称",
  who as "审批人姓名",
  opinion as "审批意见",
  standard.time_text(started_at) as "环节开始时间",
  standard.time_text(ended_at) as "环节结束时间",
  note as "备注"
from done;
