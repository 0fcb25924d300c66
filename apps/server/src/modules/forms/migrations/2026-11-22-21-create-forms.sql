create schema forms;

-- A form being filled in. `evidence` holds what was looked up for it, signed originals included, until it is filed or swept.
create table forms.draft (
  id text primary key,
  person_id text not null,
  principal_kind text not null check (principal_kind in ('person', 'firm')),
  principal_id text not null,
  slug text not null,
  item_name jsonb not null,
  item_version int not null,
  revision int not null,
  answers jsonb not null,
  provenance jsonb not null,
  evidence jsonb not null,
  -- 申请人 and 经办人 as the expressions of the form read them, so that a save needs no other read
  applicant jsonb not null,
  -- what a newer version changed, until the person has saved on it
  form_changed jsonb,
  filled int not null,
  fields int not null,
  case_id text,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  region text not null
);
create index draft_open on forms.draft (person_id, principal_kind, principal_id, slug, created_at desc) where case_id is null;
create index draft_saved on forms.draft (saved_at);
