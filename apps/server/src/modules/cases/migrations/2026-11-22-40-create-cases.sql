create schema cases;

create table cases.case (
  id text primary key,
  number text not null unique,
  exchange_number text not null unique,
  query_code text not null,
  region text not null,
  office text not null,
  office_name jsonb not null,
  slug text not null,
  item_version int not null,
  item_name jsonb not null,
  handling_code text not null,
  case_kind text not null check (case_kind in ('1', '2')),
  applicant_kind text not null check (applicant_kind in ('person', 'firm')),
  applicant_id text not null,
  applicant_name text not null,
  applicant_number text not null,
  contact_id text not null,
  contact_mobile text,
  agent_name text,
  agent_number text,
  channel text not null check (channel in ('portal', 'mobile', 'kiosk', 'window', 'api')),
  project_number text,
  state text not null check (state in ('submitted', 'waiting', 'accepted', 'review', 'granted', 'refused', 'closed')),
  automatic boolean,
  outcome text check (outcome in ('granted', 'refused')),
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  decided_at timestamptz,
  closed_at timestamptz,
  due_on date,
  claimed_by text,
  claimed_name text,
  licence_id text,
  waiting jsonb,
  unmet int not null default 0,
  unknown int not null default 0,
  actions int not null default 0
);
create index case_applicant on cases.case (applicant_kind, applicant_id, submitted_at desc, id desc);
create index case_contact on cases.case (contact_id, submitted_at desc, id desc);
-- the work list of an office: what needs a person, the most urgent first
create index case_review on cases.case (office, due_on, id) where state = 'review';
create index case_claimed on cases.case (claimed_by, due_on, id) where state = 'review';
create index case_decided_by on cases.case (office, decided_at desc, id desc) where automatic = false and decided_at is not null;
-- what is under way: for taking over after a crash and for outside systems that come back
create index case_running on cases.case (state, submitted_at) where state in ('submitted', 'waiting', 'granted');
create index case_day on cases.case (submitted_at, slug);

-- what was handed in, as it was handed in
create table cases.file (
  case_id text primary key references cases.case,
  region text not null,
  answers jsonb not null,
  provenance jsonb not null,
  applicant jsonb not null,
  agent jsonb,
  materials jsonb not null
);

create table cases.evidence (
  case_id text not null references cases.case,
  name text not null,
  region text not null,
  request_id text not null,
  status text not null check (status in ('found', 'none', 'unavailable')),
  data jsonb not null,
  params jsonb not null,
  source jsonb not null,
  at timestamptz not null,
  milliseconds int not null,
  digest text,
  original jsonb,
  primary key (case_id, name, request_id)
);

create table cases.action (
  case_id text not null references cases.case,
  seq int not null,
  region text not null,
  id text not null unique,
  kind text not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('applicant', 'machine', 'official')),
  actor_id text not null,
  actor_name text not null,
  actor_number text,
  office text,
  opinion text,
  data jsonb not null,
  request_id text,
  primary key (case_id, seq)
);
create unique index action_request on cases.action (case_id, kind, request_id) where request_id is not null;

-- one row for each finished step of the chain: a step that has a row is never done again
create table cases.step (
  case_id text not null references cases.case,
  step text not null,
  region text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  output jsonb not null,
  primary key (case_id, step)
);

create table cases.document (
  case_id text not null references cases.case,
  kind text not null,
  region text not null,
  number text not null unique,
  name jsonb not null,
  at timestamptz not null,
  content jsonb not null,
  primary key (case_id, kind)
);

-- numbers of cases are taken in blocks by each process; a gap after a crash is lawful here (not in a licence's register)
create table cases.number_block (
  region text not null,
  day date not null,
  next int not null,
  primary key (region, day)
);

create table cases.document_number (
  office text not null,
  kind text not null,
  year int not null,
  next int not null,
  primary key (office, kind, year)
);

do $$
declare t text;
begin
  foreach t in array array['evidence', 'action', 'step', 'document', 'file'] loop
    execute format('create trigger append_only before update or delete on cases.%I for each statement execute function kernel.refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on cases.%I for each statement execute function kernel.refuse_change()', t);
  end loop;
end $$;
