create schema conversations;

-- What applicant and officials write to each other belongs to the case's file: it only grows.
create table conversations.message (
  id text primary key,
  case_id text not null,
  region text not null,
  at timestamptz not null,
  side text not null check (side in ('applicant', 'official')),
  -- person or staff
  author text not null,
  author_name text not null,
  office jsonb,
  body text not null check (char_length(body) between 1 and 4000),
  files jsonb not null default '[]',
  via text not null check (via in ('page', 'email'))
);
create index message_case on conversations.message (case_id, at, id);
create trigger append_only before update or delete on conversations.message for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on conversations.message for each statement execute function kernel.refuse_change();

-- How far each side has read: an official reads for his side.
create table conversations.read_mark (
  case_id text not null,
  side text not null check (side in ('applicant', 'official')),
  region text not null,
  through_at timestamptz not null,
  through_id text not null,
  reader text not null,
  at timestamptz not null,
  primary key (case_id, side)
);

-- Under which address a letter about a case is answered, and by whom; whoever knows it still has to write from his confirmed address.
create table conversations.reply_address (
  token text primary key,
  case_id text not null,
  -- `person:…` or `staff:…`
  recipient text not null,
  made_at timestamptz not null,
  unique (case_id, recipient)
);

-- A letter that a mail server hands over twice is taken once.
create table conversations.letter (
  message_id text primary key,
  at timestamptz not null
);
