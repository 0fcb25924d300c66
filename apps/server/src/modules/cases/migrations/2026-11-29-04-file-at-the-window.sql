-- 窗口收件 (F009, F108): which official filed a case at his window, and the numbered receipt that was given for it
create table cases.desk_filing (
  case_id text primary key references cases.case,
  region text not null,
  at timestamptz not null,
  visit_id text not null,
  staff_id text not null,
  staff_name text not null,
  staff_number text not null,
  office text not null,
  office_name jsonb not null,
  receipt text not null
);
create index desk_filing_staff on cases.desk_filing (staff_id, at desc);
create trigger append_only before update or delete on cases.desk_filing for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.desk_filing for each statement execute function kernel.refuse_change();
