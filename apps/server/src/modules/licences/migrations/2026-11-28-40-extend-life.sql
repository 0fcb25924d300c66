-- The whole life of a licence: what was done, on which ground, by which document, by whom; two persons for what can't be undone.
alter table licences.licence drop constraint licence_state_check;
alter table licences.licence
  add constraint licence_state check (state in ('reserved', 'valid', 'suspended', 'changed', 'cancelled', 'revoked', 'withdrawn', 'transferred')),
  -- its seal was used wrongly and the use recalled: the licence is not to be relied on until it is made anew
  add column recalled_at timestamptz,
  add column recall_reason jsonb,
  -- the catalogue row's version that governed it; null: issued before there were rows
  add column type_version int,
  -- A produced by the issuing body · B checked against the original by an official · C uploaded · D declared (domain.md §1.5)
  add column grade text not null default 'A' check (grade in ('A', 'B', 'C', 'D'));
create index licence_office on licences.licence (office, issued_at desc, id desc);
create index licence_office_number on licences.licence (office, number text_pattern_ops);
create index licence_office_holder on licences.licence (office, holder_name text_pattern_ops);

alter table licences.state_change
  -- issue, change, renew, replace, suspend, resume, withdraw, revoke, cancel, transfer-out, transfer-in; null: before actions were kept
  add column action text,
  -- id of the statutory ground (domain/grounds.ts)
  add column ground text,
  -- what the official wrote; for the holder and officials, never for strangers
  add column note text,
  add column document text,
  add column operator_name text,
  -- the second person of an action that needs two
  add column confirmed_by text,
  add column confirmed_name text,
  add check (confirmed_by is null or confirmed_by <> operator);

-- An action that waits for its second person.
create table licences.proposal (
  id text primary key,
  licence_id text not null references licences.licence,
  region text not null,
  action text not null,
  ground text not null,
  note text not null,
  document text not null,
  proposed_by text not null,
  proposed_name text not null,
  proposed_by_head boolean not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'confirmed', 'refused', 'dropped')),
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  decision_note text,
  check (decided_by is null or state = 'dropped' or decided_by <> proposed_by)
);
create index proposal_licence on licences.proposal (licence_id);
create unique index proposal_open on licences.proposal (licence_id) where state = 'open';

-- A version made without a case (延续、补领、转入): why, so that it is finished alike after a crash.
create table licences.reissue (
  licence_id text primary key references licences.licence,
  region text not null,
  action text not null check (action in ('renew', 'replace', 'transfer-in')),
  ground text not null,
  note text not null,
  document text,
  operator text not null,
  operator_name text not null,
  at timestamptz not null
);
