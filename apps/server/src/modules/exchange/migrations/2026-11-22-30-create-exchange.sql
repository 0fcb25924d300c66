create schema exchange;

-- Every question to an outside system: who was asked what for, how it went. The signed answer itself is kept with the case or draft it served.
create table exchange.request (
  id text primary key,
  system text not null,
  operation text not null,
  purpose text not null,
  case_ref text,
  asked_at timestamptz not null,
  milliseconds int not null,
  status text not null check (status in ('found', 'none', 'unavailable')),
  reason text,
  answer_digest text
);
create index request_system on exchange.request (system, asked_at desc);
create index request_case on exchange.request (case_ref) where case_ref is not null;
