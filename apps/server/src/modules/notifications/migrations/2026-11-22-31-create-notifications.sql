create schema notifications;

create table notifications.message (
  -- id of the event that carried it: told twice, kept once
  id text primary key,
  person_id text not null,
  case_id text,
  at timestamptz not null,
  title jsonb not null,
  body jsonb not null,
  read_at timestamptz
);
create index message_person on notifications.message (person_id, at desc, id desc);
create index message_unread on notifications.message (person_id) where read_at is null;

-- One row for each text message. Its id is the request id the provider is given with every attempt, so that a repeat after a crash is known there as one.
-- No text of a one-time code and no mobile number is kept here.
create table notifications.sms (
  id text primary key,
  message_id text unique references notifications.message,
  person_id text not null,
  kind text not null check (kind in ('notice', 'code')),
  state text not null check (state in ('pending', 'sending', 'sent', 'failed')),
  attempts int not null default 0,
  at timestamptz not null,
  tried_at timestamptz,
  sent_at timestamptz,
  last_error text,
  check ((kind = 'notice') = (message_id is not null))
);
create index sms_open on notifications.sms (at) where state in ('pending', 'sending');
