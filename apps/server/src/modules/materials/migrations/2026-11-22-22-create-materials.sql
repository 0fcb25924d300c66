create schema materials;

-- An upload of a person. The bytes lie under `key`; a deleted file has none.
create table materials.file (
  id text primary key,
  person_id text not null,
  name text not null,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'application/ofd')),
  bytes int not null,
  sm3 text not null,
  key text not null unique,
  -- counts the cases: a change of the row, so that a deletion that waits for a filing sees it
  uses int not null default 0,
  at timestamptz not null,
  deleted_at timestamptz
);
create index file_person on materials.file (person_id, at desc, id desc) where deleted_at is null;
create index file_unused on materials.file (at) where uses = 0 and deleted_at is null;

create table materials.use (
  file_id text not null references materials.file,
  case_id text not null,
  at timestamptz not null,
  region text,
  primary key (file_id, case_id)
);
create index use_case on materials.use (case_id);
