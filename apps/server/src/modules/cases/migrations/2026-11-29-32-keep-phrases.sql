-- What officials write again and again (F124): of one official, or of his office.
create table cases.phrase (
  id text primary key,
  office text not null,
  -- null: everybody's of the office
  staff_id text,
  use text not null check (use in ('grant', 'refuse', 'opinion', 'reason')),
  body text not null check (char_length(body) between 2 and 500),
  at timestamptz not null
);
create unique index phrase_once on cases.phrase (office, coalesce(staff_id, ''), use, body);
