-- Uses announced beforehand (a batch that two persons approved): they are no drift from the usual, and there are no more of them than announced.
create table seals.use_plan (
  -- the caller's: of the batch
  id text primary key,
  office text not null,
  title text not null,
  uses int not null check (uses > 0),
  used int not null default 0 check (used between 0 and uses),
  planned_at timestamptz not null,
  planned_by text not null
);

-- Of a plan's uses, how many fell in which hour; hours counted as the review counts them (Beijing time).
create table seals.planned_hour (
  seal_id text not null references seals.seal,
  hour int not null,
  plan_id text not null references seals.use_plan,
  uses int not null,
  primary key (seal_id, hour, plan_id)
);
