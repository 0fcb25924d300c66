-- 部门代为申报 (F009): the system of another department files a case for a person or firm. 申请来源 of the standard's view is 其他 for it (document 002, chapter four).
alter table cases.case drop constraint case_channel_check;
alter table cases.case add constraint case_channel_check check (channel in ('portal', 'mobile', 'kiosk', 'window', 'api', 'department'));

-- who filed it, and on what ground (个人信息保护法 第十三条)
create table cases.department_filing (
  case_id text primary key references cases.case,
  region text not null,
  at timestamptz not null,
  system_id text not null,
  filing_id text not null unique,
  -- number it has over there
  number text not null,
  department jsonb not null,
  official jsonb not null,
  ground jsonb not null,
  -- SM3 of the form it was filed with: the same again is the same filing
  form text not null
);
create trigger append_only before update or delete on cases.department_filing for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.department_filing for each statement execute function kernel.refuse_change();
