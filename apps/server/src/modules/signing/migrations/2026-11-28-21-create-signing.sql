create schema signing;

-- 签署: one document that several parties sign.
create table signing.session (
  id text primary key,
  slug text not null,
  item_version int not null,
  item_name jsonb not null,
  title jsonb not null,
  draft_id text not null,
  field text not null,
  region text not null,
  initiator_id text not null,
  initiator_name text not null,
  principal_kind text not null check (principal_kind in ('person', 'firm')),
  principal_id text not null,
  sequence text not null check (sequence in ('together', 'in-turn')),
  source text not null check (source in ('generated', 'uploaded')),
  state text not null check (state in ('open', 'complete', 'declined', 'expired', 'cancelled')),
  reason text,
  -- newest version of the document
  version int not null,
  created_at timestamptz not null,
  deadline timestamptz not null,
  ended_at timestamptz,
  reminded_at timestamptz,
  -- the signed original among the initiator's materials
  file_id text,
  check ((state = 'open') = (ended_at is null))
);
create unique index session_open on signing.session (draft_id, field) where state = 'open';
create index session_initiator on signing.session (initiator_id, created_at desc);
create index session_deadline on signing.session (deadline) where state = 'open';

create table signing.party (
  session_id text not null references signing.session,
  turn int not null,
  name text not null,
  label jsonb not null,
  kind text not null check (kind in ('person', 'firm')),
  holder text not null,
  number text not null,
  means text[] not null,
  page int not null,
  x double precision not null,
  y double precision not null,
  width double precision not null,
  height double precision not null,
  state text not null check (state in ('invited', 'opened', 'signed', 'declined', 'expired', 'cancelled')),
  opened_at timestamptz,
  signed_at timestamptz,
  signer_id text,
  signer_name text,
  by_means text,
  seal_id text,
  seal_name text,
  reason text,
  primary key (session_id, turn),
  check ((state = 'signed') = (signed_at is not null))
);
create index party_number on signing.party (number, session_id);

-- Every version of the document, byte for byte under its key: 0 as it was sent round, then one for each signature.
create table signing.version (
  session_id text not null references signing.session,
  n int not null,
  key text not null unique,
  sm3 text not null,
  bytes int not null,
  turn int,
  at timestamptz not null,
  -- how every signature on it was judged
  verdict jsonb not null,
  primary key (session_id, n)
);
create trigger append_only before update or delete on signing.version for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on signing.version for each statement execute function kernel.refuse_change();

-- What happened, chained: each hash is over the one before and the entry's canonical text (domain/event-chain.ts).
create table signing.event (
  session_id text not null references signing.session,
  seq int not null,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  actor_name text not null,
  turn int,
  data jsonb not null,
  hash text not null,
  primary key (session_id, seq)
);
create trigger append_only before update or delete on signing.event for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on signing.event for each statement execute function kernel.refuse_change();
