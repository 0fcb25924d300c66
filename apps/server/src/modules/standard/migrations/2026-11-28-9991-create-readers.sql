-- Systems that read the cases of the data standard incrementally: with a key, for a purpose, within a scope. Of the key only its SHA-256 is kept.
create table standard.reader (
  id text primary key,
  name text not null,
  office text not null,
  contact text not null,
  purpose text not null,
  tables text[] not null check (cardinality(tables) > 0),
  -- none: of all
  offices text[] not null,
  items text[] not null,
  key_digest bytea not null,
  key_version int not null default 1,
  state text not null check (state in ('active', 'revoked')),
  revoked_at timestamptz,
  revoked_reason text,
  created_at timestamptz not null,
  created_by text not null
);

-- what each reading took
create table standard.reading (
  id text primary key,
  reader_id text not null references standard.reader,
  at timestamptz not null,
  cases int not null,
  row_count int not null
);
create index reading_reader on standard.reading (reader_id, at desc);
create trigger append_only before update or delete on standard.reading for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on standard.reading for each statement execute function kernel.refuse_change();
