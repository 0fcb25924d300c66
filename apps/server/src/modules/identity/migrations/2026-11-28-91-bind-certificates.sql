-- F150: certificates of 智能密码钥匙 that sign their holders in.
create table identity.certificate_challenge (
  id text primary key,
  message text not null,
  purpose text not null check (purpose in ('sign-in', 'bind')),
  expires_at timestamptz not null
);
create index certificate_challenge_expires on identity.certificate_challenge (expires_at);

create table identity.certificate (
  id text primary key,
  person_id text references identity.person,
  staff_id text references identity.staff,
  -- SM3 of the certificate, hex
  fingerprint text not null,
  subject text not null,
  issuer text not null,
  serial text not null,
  valid_to timestamptz not null,
  bound_at timestamptz not null,
  removed_at timestamptz,
  check ((person_id is null) <> (staff_id is null))
);
create unique index certificate_bound on identity.certificate (fingerprint) where removed_at is null;
create index certificate_person on identity.certificate (person_id) where person_id is not null;
create index certificate_staff on identity.certificate (staff_id) where staff_id is not null;
