-- F141: a signature asked of a firm's electronic business licence, until its holder has confirmed it in the app.
create table signing.licence_scan (
  id text primary key,
  session_id text not null,
  turn int not null,
  ticket text not null unique,
  -- what the QR code says
  url text not null,
  -- SM3 of the version shown when it was asked
  sm3 text not null,
  asked_by text not null,
  state text not null check (state in ('waiting', 'signed', 'refused', 'expired', 'failed')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (session_id, turn) references signing.party
);
create unique index licence_scan_waiting on signing.licence_scan (session_id, turn) where state = 'waiting';
create index party_licence on signing.party (number) where by_means = 'business-licence';
