create schema identity;

create table identity.office (
  uscc text primary key,
  name_zh text not null,
  name_en text not null,
  region text not null,
  kind text not null check (kind in ('1', '2', '3')),
  phone text,
  address text
);

create table identity.person (
  id text primary key,
  name text not null,
  id_number text not null unique,
  birth_date date not null,
  gender text not null check (gender in ('男', '女')),
  mobile text,
  password_hash text,
  -- how the person proved himself: register comparison, window, linked platform
  verified_by text not null,
  agreement_version int,
  agreement_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index person_mobile on identity.person (mobile) where mobile is not null;

create table identity.firm (
  id text primary key,
  name text not null,
  uscc text not null unique,
  type text not null,
  address text not null,
  legal_name text not null,
  legal_id_number text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create index firm_legal on identity.firm (legal_id_number);

-- 法人授权: at most three levels, items and time bounded
create table identity.mandate (
  id text primary key,
  firm_id text not null references identity.firm,
  agent_id text not null references identity.person,
  given_by text not null references identity.person,
  above text references identity.mandate,
  level int not null check (level between 1 and 3),
  items text[] not null,
  valid_from date not null,
  valid_to date not null,
  revoked_on date
);
create index mandate_agent on identity.mandate (agent_id);

create table identity.staff (
  id text primary key,
  account text not null unique,
  name text not null,
  number text not null unique,
  office text not null references identity.office,
  region text not null,
  roles text[] not null,
  password_hash text not null,
  disabled_at timestamptz
);

create table identity.session (
  token_hash bytea primary key,
  id text not null unique,
  person_id text references identity.person,
  staff_id text references identity.staff,
  principal_kind text check (principal_kind in ('person', 'firm')),
  principal_id text,
  principal_role text,
  mandate_id text,
  csrf text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((person_id is null) <> (staff_id is null))
);
create index session_expires on identity.session (expires_at);

create table identity.one_time_code (
  person_id text primary key references identity.person,
  code_hash bytea not null,
  expires_at timestamptz not null,
  attempts int not null default 0
);

-- 个人信息保护法: one row for each consent, kept after withdrawal
create table identity.consent (
  id text primary key,
  person_id text not null references identity.person,
  principal_kind text not null,
  principal_id text not null,
  slug text not null,
  version int not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_open on identity.consent (person_id, principal_kind, principal_id, slug) where withdrawn_at is null;
