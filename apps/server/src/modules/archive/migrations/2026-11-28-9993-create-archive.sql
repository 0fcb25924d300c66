create schema archive;

-- closed, and its package not made yet
create table archive.wanted (
  case_id text primary key,
  region text not null,
  at timestamptz not null,
  -- an official asked for it: made at once, not in the night
  asked boolean not null default false
);

-- the newest package of a case; made anew when somebody asks for it
create table archive.package (
  case_id text primary key,
  region text not null,
  office text not null,
  office_name jsonb not null,
  number text not null,
  item_name jsonb not null,
  applicant_kind text not null,
  applicant_id text not null,
  applicant_name text not null,
  outcome text,
  closed_at timestamptz not null,
  file_key text not null,
  -- SM3 of the ZIP, hex
  digest text not null,
  bytes bigint not null,
  files int not null,
  made_at timestamptz not null
);
create index package_office on archive.package (office, closed_at desc, case_id desc);
create index package_closed on archive.package (closed_at desc, case_id desc);

create table archive.download (
  id text primary key,
  case_id text not null,
  region text not null,
  at timestamptz not null,
  staff_id text not null,
  digest text not null
);
create index download_case on archive.download (case_id, at);
create trigger append_only before update or delete on archive.download for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on archive.download for each statement execute function kernel.refuse_change();

-- Words of a case: answers, opinions, papers. Chinese stands as pairs of neighbouring characters, so that any word is found as a phrase.
create table archive.case_text (
  case_id text primary key,
  region text not null,
  office text not null,
  office_name jsonb not null,
  number text not null,
  slug text not null,
  item_name jsonb not null,
  applicant_kind text not null,
  applicant_id text not null,
  applicant_name text not null,
  state text not null,
  outcome text,
  submitted_at timestamptz not null,
  body text not null,
  words tsvector not null
);
create index case_text_words on archive.case_text using gin (words);
create index case_text_office on archive.case_text (office, submitted_at desc, case_id desc);
create index case_text_submitted on archive.case_text (submitted_at desc, case_id desc);

-- how far the changes of cases have been indexed: a place in each chain of the audit
create table archive.progress (
  name text primary key,
  positions bigint[] not null
);
insert into archive.progress select 'case_text', array_agg(0::bigint) from generate_series(1, 64);
