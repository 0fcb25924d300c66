-- job workers that live, by their heartbeat: the jobs of one that was killed are given to others
create table kernel.worker (
  id text primary key,
  seen_at timestamptz not null default now()
);
