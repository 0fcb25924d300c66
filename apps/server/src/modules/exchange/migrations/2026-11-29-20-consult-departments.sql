-- 联合审批 with departments outside the installation: what one is asked for a case, how far that is, and what it said.
create table exchange.consultation (
  -- our own reference; the same in every message about it
  id text primary key,
  -- what it is asked for, as the asking module names it: one consultation each
  subject text not null unique,
  -- USCC
  department text not null,
  case_ref text not null,
  region text not null,
  -- whose data are told; he sees in his log that they were
  person jsonb not null,
  -- what the department is told, and the materials it may fetch
  request jsonb not null,
  files jsonb not null,
  says text[] not null,
  due_on date,
  state text not null check (state in ('to-send', 'sent', 'refused', 'answered', 'closed')),
  -- tries since the state changed, and failures in a row
  attempts int not null default 0,
  failures int not null default 0,
  trouble text,
  -- what the lead office was told once
  told text[] not null default '{}',
  -- number the department gave it
  receipt text,
  -- yyyy-mm-dd it came after the limit stands in the answer
  answer jsonb,
  answer_digest text,
  paper_key text,
  created_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  ended_why text,
  -- the department knows that nothing is expected any more
  withdrawn_at timestamptz,
  next_at timestamptz not null,
  check ((state = 'answered') = (answer is not null))
);
create index consultation_next on exchange.consultation (next_at) where state in ('to-send', 'sent') or (state = 'closed' and withdrawn_at is null);

-- Every signed message about it that came in, believed or not, byte for byte.
create table exchange.consultation_message (
  id text primary key,
  consultation_id text not null references exchange.consultation,
  region text not null,
  at timestamptz not null,
  way text not null check (way in ('handed-over', 'push', 'poll', 'withdrawn')),
  outcome text not null,
  body text not null,
  signature text not null,
  certificate text not null
);
create index consultation_message_of on exchange.consultation_message (consultation_id, at);
create trigger append_only before update or delete on exchange.consultation_message for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on exchange.consultation_message for each statement execute function kernel.refuse_change();

-- One-time addresses of materials; the token itself stands only in the message.
create table exchange.file_link (
  token_hash bytea primary key,
  consultation_id text not null references exchange.consultation,
  file_id text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index file_link_of on exchange.file_link (consultation_id);
