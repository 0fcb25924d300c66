-- 批次: many licences made and sealed in one go. Filled from an uploaded table (存量转换, F220), checked without effect, approved by a second person, then made
-- by a job that may be stopped and goes on where it stood, also after a crash.
create table licences.batch (
  id text primary key,
  office text not null,
  office_name jsonb not null,
  region text not null,
  slug text not null,
  item_version int not null,
  type_code text not null,
  type_name jsonb not null,
  -- catalogue row it is made under
  type_version int,
  title text not null,
  state text not null check (state in ('draft', 'proposed', 'running', 'stopped', 'done', 'dropped')),
  -- the uploaded table, byte for byte
  table_key text,
  table_name text,
  table_digest text,
  table_bytes int,
  encoding text,
  headings jsonb,
  -- first rows, for whoever says which column is what
  sample jsonb,
  row_count int,
  -- what a licence needs → number of the column, from 0
  mapping jsonb,
  checked_at timestamptz,
  -- rows with faults are left out, as who proposed it says
  skip_faulty boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  created_by_name text not null,
  touched_at timestamptz not null,
  proposed_at timestamptz,
  proposed_by text,
  proposed_by_name text,
  proposed_by_head boolean,
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  decision_note text,
  -- since when it runs this time
  running_since timestamptz,
  finished_at timestamptz,
  -- why it stopped by itself: code and texts of the error
  halt jsonb,
  -- never the same person
  check (decided_by is null or decided_by <> proposed_by),
  check (state not in ('running', 'stopped', 'done') or decided_by is not null)
);
create index batch_office on licences.batch (office, created_at desc);

-- One licence of a batch. Its id is given before it is made, so that the ledger of seals refuses a second sealing whatever happens between.
create table licences.batch_member (
  batch_id text not null references licences.batch,
  -- of the table as spreadsheets count: the headings are row 1
  row int not null,
  licence_id text not null,
  state text not null check (state in ('faulty', 'waiting', 'done', 'failed')),
  number text not null,
  holder_name text not null,
  -- what it is made of; null once it is made, or when it can't be
  stock jsonb,
  picture text,
  -- why it can't be made
  findings jsonb,
  done_at timestamptz,
  primary key (batch_id, row),
  check (state <> 'waiting' or stock is not null)
);
create unique index batch_member_licence on licences.batch_member (licence_id);
create index batch_member_state on licences.batch_member (batch_id, state, row);
create index batch_member_done on licences.batch_member (batch_id, done_at) where done_at is not null;

-- Uploaded archives of pictures, byte for byte, and the pictures found in them by the name the table calls them.
create table licences.batch_archive (
  batch_id text not null references licences.batch,
  id text not null,
  name text not null,
  file_key text not null unique,
  digest text not null,
  bytes int not null,
  primary key (batch_id, id)
);
create table licences.batch_picture (
  batch_id text not null,
  -- last part of the entry's path, lower case
  name text not null,
  archive_id text not null,
  -- as the archive has it
  entry text not null,
  primary key (batch_id, name),
  foreign key (batch_id, archive_id) references licences.batch_archive on delete cascade
);
create index batch_picture_archive on licences.batch_picture (batch_id, archive_id);

-- Holders without an account when their licence was imported; the licence is theirs once they open one.
create index licence_unclaimed on licences.licence (holder_kind, holder_number) where holder_id = 'unclaimed';
