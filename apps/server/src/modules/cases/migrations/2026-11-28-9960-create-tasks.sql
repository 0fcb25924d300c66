-- 区办任务: one open thing an office must do for a case. Who has taken it stands here and nowhere else; work lists and counters read these rows, not the cases.
create table cases.task (
  id text primary key,
  case_id text not null references cases.case,
  region text not null,
  slug text not null,
  office text not null,
  office_name jsonb not null,
  -- `review`, the id of one of the item's review steps, `resubmit`, …
  step text not null,
  name jsonb not null,
  -- main: the case stands at it; beside: asked of somebody while the case goes on
  line text not null check (line in ('main', 'beside')),
  -- role an official needs to do it
  role text not null,
  state text not null check (state in ('open', 'done', 'void')),
  assignee text,
  assignee_name text,
  -- its own limit; `infinity` where the calendar does not reach that far
  due_on date not null default 'infinity',
  opened_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  done_by_name text,
  done_by_number text,
  acting_for text,
  acting_for_name text,
  result text,
  opinion text,
  check ((state = 'open') = (done_at is null)),
  check ((assignee is null) = (assignee_name is null)),
  check (state <> 'done' or (done_by is not null and result is not null))
);
create index task_case on cases.task (case_id, opened_at, id);
create index task_pool on cases.task (office, due_on, id) where state = 'open';
create index task_pool_item on cases.task (office, slug, due_on, id) where state = 'open';
create index task_mine on cases.task (assignee, due_on, id) where state = 'open';

insert into cases.task (id, case_id, region, slug, office, office_name, step, name, line, role, state, assignee, assignee_name, due_on, opened_at)
select 'task_' || c.id, c.id, c.region, c.slug, c.office, c.office_name,
  case c.state when 'returned' then 'resubmit' else 'review' end,
  case c.state when 'returned' then '{"zh": "签章前核对", "en": "Check before the seal"}'::jsonb else '{"zh": "审核", "en": "Review"}'::jsonb end,
  'main', 'approver', 'open', c.claimed_by, c.claimed_name, coalesce(c.due_on, 'infinity'),
  coalesce((select max(a.at) from cases.action a where a.case_id = c.id and a.kind in ('refer', 'send-back')), c.submitted_at)
from cases.case c where c.state in ('review', 'procedure', 'returned');

-- what officials have decided before: who did it
insert into cases.task (id, case_id, region, slug, office, office_name, step, name, line, role, state, assignee, assignee_name, due_on, opened_at, done_at, done_by,
  done_by_name, done_by_number, result, opinion)
select 'task_' || a.id, c.id, c.region, c.slug, c.office, c.office_name, 'review', '{"zh": "审核", "en": "Review"}', 'main', 'approver', 'done', a.actor_id,
  a.actor_name, coalesce(c.due_on, 'infinity'), least(coalesce(c.accepted_at, a.at), a.at), a.at, a.actor_id, a.actor_name, a.actor_number, a.kind, a.opinion
from cases.action a join cases.case c on c.id = a.case_id where a.kind in ('grant', 'refuse') and a.actor_kind = 'official';

drop index cases.case_review;
drop index cases.case_claimed;
alter table cases.case drop column claimed_by, drop column claimed_name;
