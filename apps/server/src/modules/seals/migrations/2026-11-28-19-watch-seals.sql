-- 动态审查: what is unusual about the use of a seal, told to its keeper; policy whether it stops the seal by itself.
alter table seals.seal add column alarm_suspends boolean not null default false;

create table seals.alarm (
  id text primary key,
  seal_id text not null references seals.seal,
  kind text not null check (kind in ('volume', 'hours')),
  raised_at timestamptz not null,
  window_from timestamptz not null,
  window_to timestamptz not null,
  observed int not null,
  usual double precision not null,
  bound double precision not null,
  suspended boolean not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_by_name text,
  note text,
  unique (seal_id, kind, window_from)
);
create index alarm_open on seals.alarm (raised_at) where acknowledged_at is null;

-- 交接: who kept it, who keeps it now, both signed off.
create table seals.hand_over (
  id text primary key,
  seal_id text not null references seals.seal,
  carrier_id text not null references seals.carrier,
  from_holder text not null,
  from_name text not null,
  reason text not null,
  offered_at timestamptz not null,
  to_holder text,
  to_name text,
  taken_at timestamptz,
  check ((to_holder is null) = (taken_at is null)),
  check (to_holder <> from_holder)
);
create index hand_over_seal on seals.hand_over (seal_id, offered_at);

-- 召回 (X05): one logged action, and every use it reaches.
create table seals.recall (
  id text primary key,
  seal_id text not null references seals.seal,
  -- under one grant only; null: whatever was sealed by this seal
  grant_id text references seals.use_grant,
  since timestamptz not null,
  until timestamptz not null,
  reason text not null,
  by text not null,
  by_name text not null,
  at timestamptz not null,
  files int not null
);

create table seals.recalled (
  ledger_id text primary key,
  recall_id text not null references seals.recall,
  document_kind text not null,
  document_id text not null,
  digest text not null
);
create index recalled_recall on seals.recalled (recall_id);
create index recalled_document on seals.recalled (document_id);
create index recalled_digest on seals.recalled (digest);
create trigger append_only before update or delete on seals.recall for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.recall for each statement execute function kernel.refuse_change();
create trigger append_only before update or delete on seals.recalled for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.recalled for each statement execute function kernel.refuse_change();
