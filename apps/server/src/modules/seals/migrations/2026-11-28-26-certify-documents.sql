-- Certificates on P-256 beside the national ones: readers of PDF everywhere know them, and none knows SM2. Root, the office's own for signing copies,
-- and the installation's time stamp authority. Keys are wrapped like the others.
create table seals.document_certificate (
  id text primary key,
  kind text not null check (kind in ('root', 'time-stamp', 'office')),
  -- USCC of the office
  office text,
  name text not null,
  serial text not null unique,
  der bytea not null,
  key_id text not null references seals.key,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  revoked_at timestamptz,
  check ((kind = 'office') = (office is not null))
);
create index document_certificate_office on seals.document_certificate (office, valid_to desc);

-- The list of those revoked, the same in every process.
create table seals.document_revocation_list (
  issuer text primary key references seals.document_certificate,
  number bigint not null,
  der bytea not null,
  next_update timestamptz not null
);
