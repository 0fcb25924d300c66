-- Print-outs of what belongs to a case (F146): its numbered documents and the files handed in, each counted; the code on the paper leads here.
create table cases.print (
  id text primary key,
  case_id text not null references cases.case,
  region text not null,
  subject text not null check (subject in ('document', 'file')),
  -- kind of the document, or id of the file
  ref text not null,
  name jsonb not null,
  -- 第几次打印 of this paper
  no int not null check (no >= 1),
  code text not null unique,
  at timestamptz not null,
  by_key text not null,
  by_name text not null,
  unique (case_id, subject, ref, no)
);
create trigger append_only before update or delete on cases.print for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.print for each statement execute function kernel.refuse_change();
