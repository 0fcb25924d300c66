-- Work lists of officials (F115): cases they did something in, cases they follow, saved views, and what changed when.
alter table cases.task add column changed_at timestamptz not null default now();
update cases.task set changed_at = coalesce(done_at, opened_at);
-- real time, whatever clock the command runs by: it is only compared with itself
create function cases.touch_task() returns trigger language plpgsql as $$
begin
  new.changed_at := clock_timestamp();
  return new;
end $$;
create trigger touch before insert or update on cases.task for each row execute function cases.touch_task();
create index task_changed on cases.task (office, changed_at);
create index task_done_by on cases.task (done_by, done_at desc, case_id) where state = 'done';

create table cases.follow (
  staff_id text not null,
  case_id text not null references cases.case,
  at timestamptz not null,
  primary key (staff_id, case_id)
);
create index follow_case on cases.follow (case_id);
create index follow_newest on cases.follow (staff_id, at desc, case_id desc);

create table cases.work_view (
  id text primary key,
  staff_id text not null,
  name text not null,
  filter jsonb not null,
  at timestamptz not null,
  unique (staff_id, name)
);
