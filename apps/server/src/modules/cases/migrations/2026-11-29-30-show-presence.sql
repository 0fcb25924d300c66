-- Which officials have a case open on their screens now. It serves the moment: nothing of it is kept, and a crash may forget it.
create unlogged table cases.presence (
  -- one open page
  page text primary key,
  case_id text not null references cases.case,
  staff_id text not null,
  staff_name text not null,
  office_name jsonb not null,
  -- real time, whatever clock the command runs by: it is only compared with itself
  seen_at timestamptz not null
);
create index presence_case on cases.presence (case_id);
