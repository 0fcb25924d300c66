-- 代办: who acts for an absent colleague, from when to when, as the head of the office recorded it. A row is never taken back, only ended.
create table cases.stand_in (
  id text primary key,
  region text not null,
  office text not null,
  absent text not null,
  absent_name text not null,
  deputy text not null,
  deputy_name text not null,
  from_on date not null,
  to_on date not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  recorded_by_name text not null,
  ended_at timestamptz,
  check (absent <> deputy),
  check (to_on >= from_on)
);
create index stand_in_deputy on cases.stand_in (deputy, to_on);
create index stand_in_office on cases.stand_in (office, to_on);
