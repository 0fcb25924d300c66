-- Jobs that are due later wait here without a word to the workers: most are taken back before their time (the take-over of a case whose chain ended), and a
-- notice in a transaction makes its commit wait for those of all others. When due they go to the job queue.
create table kernel.later (
  id bigint generated always as identity primary key,
  key text unique,
  task text not null,
  payload jsonb not null,
  run_at timestamptz not null,
  max_attempts int not null
);
create index later_due on kernel.later (run_at);

-- Gives the jobs whose time has come to the queue; how many.
create function kernel.due_jobs() returns bigint language sql as $$
  with due as (
    delete from kernel.later where id in (select id from kernel.later where run_at <= now() order by run_at limit 500 for update skip locked)
    returning task, payload, key, max_attempts),
  added as (select graphile_worker.add_job(identifier => task, payload => payload::json, max_attempts => max_attempts, job_key => key) from due)
  select count(*) from added
$$;
