-- F028: a sign-in shown as a QR code, until somebody already signed in confirms it on his phone
create table identity.scan (
  id text primary key,
  -- only the browser that shows the code knows the secret: whoever photographs the code can't take the session
  secret_hash bytea not null,
  device text not null,
  person_id text references identity.person,
  refused boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index scan_expires on identity.scan (expires_at);
