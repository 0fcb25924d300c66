-- F167: kept with the record; answered once
create table interaction.complaint (
  id text primary key,
  serial bigint generated always as identity unique,
  -- of the unit
  region text not null,
  office text not null,
  office_name_zh text not null,
  office_name_en text not null,
  slug text,
  item_name_zh text,
  item_name_en text,
  case_id text,
  case_number text,
  person_id text not null,
  holder_kind text not null check (holder_kind in ('person', 'firm')),
  holder_id text not null,
  holder_name text not null,
  kind text not null check (kind in ('overdue', 'manner', 'fees', 'materials', 'other')),
  publishable boolean not null,
  -- 1000 characters as they are typed; composed (NFC) a few scripts take up to three for one
  body text not null check (char_length(body) between 10 and 3000),
  made_at timestamptz not null,
  made_on date not null,
  promised_on date,
  answer text check (char_length(answer) between 10 and 6000),
  answered_at timestamptz,
  answered_by text,
  answered_by_name text,
  answered_office_zh text,
  answered_office_en text,
  check ((slug is null) = (item_name_zh is null) and (slug is null) = (item_name_en is null)),
  check ((case_id is null) = (case_number is null) and (case_id is null or slug is not null)),
  check (num_nulls(answer, answered_at, answered_by, answered_by_name, answered_office_zh, answered_office_en) in (0, 6))
);
create index complaint_of_holder on interaction.complaint (holder_kind, holder_id, made_at desc, id desc);
create index complaint_of_day on interaction.complaint (person_id, made_on);
create index complaint_open on interaction.complaint (office, made_at, id) where answered_at is null;
create index complaint_open_region on interaction.complaint (region text_pattern_ops, made_at, id) where answered_at is null;
create index complaint_answered on interaction.complaint (office, answered_at desc, id desc) where answered_at is not null;
create index complaint_answered_region on interaction.complaint (region text_pattern_ops, answered_at desc, id desc) where answered_at is not null;
