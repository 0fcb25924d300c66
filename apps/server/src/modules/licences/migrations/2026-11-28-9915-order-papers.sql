-- 纸质证照 (F135): the holder asks for the paper original, the counter prints it on the office's numbered form and hands it over.
create table licences.paper_order (
  id text primary key,
  licence_id text not null references licences.licence,
  region text not null,
  office text not null,
  state text not null check (state in ('asked', 'printed', 'handed-over', 'cancelled')),
  asked_at timestamptz not null,
  asked_by text not null,
  asked_name text not null,
  -- 纸质证照印制编号: of the form it was printed on
  form_number text,
  printed_at timestamptz,
  printed_by text,
  printed_name text,
  handed_at timestamptz,
  handed_by text,
  handed_name text,
  -- who took it, and by which proof of who he is
  collector_name text,
  collector_number text,
  note text,
  check ((state in ('printed', 'handed-over')) <= (form_number is not null and printed_by is not null)),
  check ((state = 'handed-over') <= (handed_by is not null and collector_name is not null and collector_number is not null))
);
create unique index paper_order_open on licences.paper_order (licence_id) where state in ('asked', 'printed');
-- a form is used once
create unique index paper_order_form on licences.paper_order (office, form_number) where form_number is not null;
create index paper_order_licence on licences.paper_order (licence_id, asked_at desc);
create index paper_order_office on licences.paper_order (office, asked_at) where state in ('asked', 'printed');
