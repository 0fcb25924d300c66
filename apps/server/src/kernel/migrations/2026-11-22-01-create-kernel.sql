-- What every command writes beside the state it changes.
create schema if not exists kernel;

create table kernel.idempotency (
  actor text not null,
  command text not null,
  request_id text not null,
  result jsonb,
  done boolean not null default false,
  at timestamptz not null default now(),
  primary key (actor, command, request_id)
);
create index idempotency_at on kernel.idempotency (at);

create table kernel.outbox (
  id text primary key,
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  last_error text
);
create index outbox_next on kernel.outbox (next_at);

create table kernel.setting (
  key text primary key,
  value jsonb not null
);

-- append-only tables carry this trigger
create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = '42501';
end $$;
