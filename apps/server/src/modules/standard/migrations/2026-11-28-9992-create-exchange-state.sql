-- How far the exchange schema (前置库) has been written, and how the last run went. One row; it is locked while a page is handed over.
create table standard.feed (
  name text primary key,
  positions bigint[] not null,
  batch text,
  ran_at timestamptz,
  -- of the last run that had anything to do
  cases int not null default 0,
  licences int not null default 0,
  row_count int not null default 0,
  handed_at timestamptz,
  error text,
  failed_at timestamptz
);
insert into standard.feed (name, positions) select 'front', array_agg(0::bigint) from generate_series(1, 64);

-- Cases that other systems handled and put into the exchange schema: the last good state, and what is wrong with what came since.
create table standard.received_case (
  number text primary key,
  source text not null,
  item_name text,
  office_name text,
  -- rows by table as they came; null until the first good ones
  body jsonb,
  received_at timestamptz,
  faults jsonb,
  faulty_at timestamptz,
  check (body is not null or faults is not null)
);
create index received_case_faulty on standard.received_case (faulty_at desc, number) where faults is not null;
