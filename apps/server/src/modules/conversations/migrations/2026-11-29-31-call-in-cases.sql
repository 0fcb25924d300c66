-- A call between applicant and official, while it goes: who rings whom, and what their browsers tell each other. What came of it is a message of the case.
create table conversations.call (
  id text primary key,
  case_id text not null,
  region text not null,
  case_number text not null,
  item_name jsonb not null,
  medium text not null check (medium in ('audio', 'video')),
  state text not null check (state in ('ringing', 'talking', 'over')),
  side text not null check (side in ('applicant', 'official')),
  caller text not null,
  caller_name text not null,
  caller_office jsonb,
  caller_page text not null,
  -- whose pages ring, and who of them said no
  rung text[] not null,
  declined text[] not null default '{}',
  -- addresses of computers stand in these: gone with the end of the call
  offer text,
  answer text,
  answerer text,
  answerer_name text,
  answerer_office jsonb,
  answerer_page text,
  started_at timestamptz not null,
  rings_for integer not null,
  answered_at timestamptz,
  kept_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('talked', 'missed', 'declined', 'cancelled', 'lost')),
  -- counts up with each change
  version integer not null default 1
);
create unique index call_one_at_a_time on conversations.call (case_id) where state <> 'over';
create index call_going_on on conversations.call (started_at) where state <> 'over';
create index call_ended on conversations.call (ended_at) where state = 'over';

alter table conversations.message drop constraint message_via_check;
alter table conversations.message add constraint message_via_check check (via in ('page', 'email', 'call'));
-- of a message that tells of a call
alter table conversations.message add column call jsonb;
