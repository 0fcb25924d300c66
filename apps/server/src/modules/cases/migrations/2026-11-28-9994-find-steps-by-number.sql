-- As before, but asked for some numbers PostgreSQL reads the steps of those cases only: a condition is pushed below a window only when its column parts the window.
-- A case has one number, so the parts are the same.
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
    c.filing * 100 + 4 + row_number() over (partition by t.case_id, c.exchange_number order by t.done_at, t.id) / 1000.0, t.name->>'zh', t.done_by_name, t.opinion,
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
