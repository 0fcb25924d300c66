create schema filing;

-- Systems of other departments that file cases for people and firms. Believed by their own certificates only.
create table filing.system (
  id text primary key,
  name text not null,
  uscc text not null,
  department text not null,
  contact text not null,
  -- base64 of DER
  certificates text[] not null check (cardinality(certificates) > 0),
  items text[] not null check (cardinality(items) > 0),
  push_url text,
  state text not null check (state in ('active', 'revoked')),
  revoked_reason text,
  created_at timestamptz not null,
  created_by text not null
);

-- Each message counts once; one older than five minutes is refused by its time.
create table filing.message (
  system_id text not null references filing.system,
  number text not null,
  at timestamptz not null,
  primary key (system_id, number)
);
create index message_at on filing.message (at);

-- 代为申报: begun for somebody on a ground, submitted with materials and form. The case itself stands in the module of cases.
create table filing.filing (
  id text primary key,
  system_id text not null references filing.system,
  -- number it has over there; the same again is the same filing
  number text not null,
  region text not null,
  slug text not null,
  person_id text not null,
  person_name text not null,
  principal_kind text not null check (principal_kind in ('person', 'firm')),
  principal_id text not null,
  official jsonb not null,
  ground jsonb not null,
  paper_id text,
  -- SM3 of what it was begun with
  begun_digest text not null,
  draft_id text,
  begun_at timestamptz not null,
  ends_at timestamptz not null,
  -- what the department was told last by a message of ours
  told_digest text,
  told_count int not null default 0,
  failures int not null default 0,
  trouble text,
  looked_on date,
  unique (system_id, number)
);
create index filing_untold on filing.filing (system_id) where failures > 0;

-- Materials a department handed in for a filing; it can use no others.
create table filing.file (
  file_id text primary key,
  filing_id text not null references filing.filing,
  region text not null,
  sm3 text not null,
  -- as an answer of the form names it
  brief jsonb not null,
  at timestamptz not null,
  unique (filing_id, sm3)
);
create trigger append_only before update or delete on filing.file for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on filing.file for each statement execute function kernel.refuse_change();
