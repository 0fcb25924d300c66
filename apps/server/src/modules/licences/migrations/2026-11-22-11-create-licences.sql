create schema licences;

-- The last number of each register (type × scope of its rule). Its row is locked from the taking of a number to the commit: no gaps, no doubles.
create table licences.number_sequence (
  type_code text not null,
  scope text not null,
  last bigint not null,
  primary key (type_code, scope)
);

create table licences.licence (
  id text primary key,
  -- 证照标识, GB/T 36904
  identifier text not null unique,
  -- what the QR code leads to: short, unguessable, without personal data
  search_key text not null unique,
  type_code text not null,
  type_name jsonb not null,
  number text not null,
  version int not null,
  holder_kind text not null check (holder_kind in ('person', 'firm')),
  holder_id text not null,
  holder_name text not null,
  holder_number text not null,
  office text not null,
  office_name jsonb not null,
  region text not null,
  slug text not null,
  item_version int not null,
  -- null: issued before the platform was there
  case_id text unique,
  content jsonb not null,
  valid_from date not null,
  valid_to date,
  state text not null check (state in ('reserved', 'valid', 'suspended', 'changed', 'cancelled', 'revoked', 'withdrawn')),
  issued_at timestamptz not null,
  replaces text unique references licences.licence,
  replaced_at timestamptz,
  -- of the sealed file; the commit that fills them makes the licence known
  file_key text unique,
  digest text,
  -- SM3 of the signed description (dataHash): names the sealing itself, whatever becomes of the ZIP around it
  sealing text,
  bytes int,
  pages int,
  width double precision,
  height double precision,
  unique (type_code, number, version),
  check (state = 'reserved' or (file_key is not null and digest is not null and pages is not null))
);
create index licence_holder on licences.licence (holder_kind, holder_id, issued_at desc);
create index licence_holder_number on licences.licence (holder_number, type_code);

create table licences.state_change (
  id text primary key,
  licence_id text not null references licences.licence,
  region text not null,
  at timestamptz not null,
  state text not null,
  operator text not null,
  reason jsonb
);
create index state_change_licence on licences.state_change (licence_id, at);
create trigger append_only before update or delete on licences.state_change for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on licences.state_change for each statement execute function kernel.refuse_change();
