-- What a message is about; decides which ways it goes by.
alter table notifications.message add column kind text not null default 'other'
  check (kind in ('decision', 'progress', 'limit', 'signing', 'appointment', 'licence', 'conversation', 'task', 'other'));
create index message_case on notifications.message (case_id, at) where case_id is not null;

-- One row for each way a message goes by beside the page. Its id is the request id the other side is given with every attempt, so that a repeat after a
-- crash is known there as one. No address is kept here.
create table notifications.delivery (
  id text primary key,
  message_id text not null references notifications.message,
  channel text not null check (channel in ('sms', 'email', 'push')),
  -- unknown: handed over, and nobody can say whether it was taken; not sent again by itself
  state text not null check (state in ('pending', 'sending', 'sent', 'delivered', 'failed', 'unknown')),
  attempts int not null default 0,
  at timestamptz not null,
  -- held until the end of the recipient's quiet hours
  not_before timestamptz,
  tried_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  last_error text,
  -- ids the other side gave its parts, and how many of them are not known to have arrived
  refs text[] not null default '{}',
  open_refs int not null default 0,
  -- the channel that failed before this one
  instead_of text check (instead_of in ('sms', 'email', 'push')),
  unique (message_id, channel)
);
create index delivery_open on notifications.delivery (at) where state in ('pending', 'sending');
create index delivery_dead on notifications.delivery (at desc, id desc) where state in ('failed', 'unknown');
create index delivery_refs on notifications.delivery using gin (refs) where open_refs > 0;
create index delivery_recent on notifications.delivery (channel, at);

insert into notifications.delivery (id, message_id, channel, state, attempts, at, tried_at, sent_at, last_error)
  select id, message_id, 'sms', state, attempts, at, tried_at, sent_at, last_error from notifications.sms where kind = 'notice';

-- That a one-time code was sent, when and to whom; never the code.
create table notifications.sent_code (
  id text primary key,
  person_id text not null,
  state text not null check (state in ('sending', 'sent', 'failed')),
  at timestamptz not null,
  sent_at timestamptz,
  last_error text
);
insert into notifications.sent_code (id, person_id, state, at, sent_at, last_error)
  select id, person_id, case state when 'pending' then 'sending' else state end, at, sent_at, last_error from notifications.sms where kind = 'code';
drop table notifications.sms;

-- A receipt may come before we have noted that the message was taken.
create table notifications.receipt (
  channel text not null,
  ref text not null,
  outcome text not null check (outcome in ('delivered', 'failed')),
  detail text not null,
  at timestamptz not null,
  primary key (channel, ref)
);

-- `person:…` or `staff:…`; without a row everything is as it comes.
create table notifications.preference (
  recipient text primary key,
  lang text not null check (lang in ('zh', 'en')),
  -- minutes after midnight in Shanghai; both or none
  quiet_from int check (quiet_from between 0 and 1439),
  quiet_to int check (quiet_to between 0 and 1439),
  -- {"progress": {"email": false}}: what differs from the usual
  choices jsonb not null default '{}',
  changed_at timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null))
);

create table notifications.email_address (
  recipient text primary key,
  -- the one that notices go to
  address text,
  confirmed_at timestamptz,
  -- the one a link was sent to
  asked_address text,
  asked_at timestamptz,
  token_hash text unique,
  check ((address is null) = (confirmed_at is null))
);

create table notifications.push_subscription (
  id text primary key,
  recipient text not null,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  -- what the browser calls itself, shortened, so that its owner knows it again
  device text not null,
  at timestamptz not null
);
create index push_subscription_recipient on notifications.push_subscription (recipient);

-- The installation's key for web push (RFC 8292), made when it is first asked for.
create table notifications.push_key (
  one boolean primary key default true check (one),
  private_key jsonb not null,
  at timestamptz not null
);
