create schema catalog;

create table catalog.office (
  code text primary key,
  name_zh text not null,
  name_en text not null
);

-- every version ever in force, with the text of its files: a running case keeps the version it was filed under
create table catalog.item_version (
  slug text not null,
  version int not null,
  digest text not null,
  files jsonb not null,
  loaded_at timestamptz not null,
  primary key (slug, version)
);

-- one row an item: what lists and the search show; no version: known from the directory only, handled at the counter
create table catalog.item (
  slug text primary key,
  version int,
  state text not null check (state in ('in-use', 'suspended', 'cancelled')),
  region text not null,
  office text not null references catalog.office,
  nature text not null,
  name_zh text not null,
  name_en text not null,
  summary_zh text not null,
  summary_en text not null,
  objects text[] not null,
  themes text[] not null,
  events text[] not null,
  keywords text[] not null,
  online boolean not null,
  visits int not null,
  promised_amount int not null,
  promised_unit text not null,
  tags text[] not null,
  -- its words for the index that every process holds in memory: a line a grade, parted by tabs
  words text not null,
  -- how the words were made; rows of an older way are made again at the start
  indexed_by int not null,
  -- the writing that made it what it is: a process reads what is newer than what it has
  revision bigint not null,
  changed_at timestamptz not null,
  foreign key (slug, version) references catalog.item_version (slug, version)
);
create unique index item_revision on catalog.item (revision, slug);

-- one row, locked by every writer of items until its commit: revisions become visible in their order
create table catalog.revision (
  one boolean primary key default true check (one),
  last bigint not null
);
insert into catalog.revision (last) values (0);
