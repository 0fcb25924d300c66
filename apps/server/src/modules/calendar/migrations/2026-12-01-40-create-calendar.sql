create schema calendar;

-- years of working days entered here because the program was shipped before their notice came out
create table calendar.year (
  year integer primary key check (year between 2024 and 2200),
  notice text not null check (char_length(notice) between 2 and 100),
  festivals jsonb not null,
  by_id text not null,
  by_name text not null,
  entered_at timestamptz not null
);
