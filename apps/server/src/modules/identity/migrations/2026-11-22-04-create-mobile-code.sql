-- F079: codes for changing the bound mobile, one for each side; hashes bound to person, side and number
create table identity.mobile_code (
  person_id text not null references identity.person,
  side text not null check (side in ('old', 'new')),
  mobile text not null,
  code_hash bytea not null,
  expires_at timestamptz not null,
  attempts int not null default 0,
  confirmed_at timestamptz,
  primary key (person_id, side)
);
