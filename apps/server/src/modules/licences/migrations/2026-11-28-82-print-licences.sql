-- Print-outs of licences, counted for the holder, and the codes he takes to a kiosk.
create table licences.print (
  id text primary key,
  licence_id text not null references licences.licence,
  region text not null,
  -- 第几次打印
  no int not null check (no >= 1),
  at timestamptz not null,
  -- self: at home · kiosk: signed in at a kiosk · code: by a print code
  way text not null check (way in ('self', 'kiosk', 'code')),
  by_key text not null,
  unique (licence_id, no)
);
create trigger append_only before update or delete on licences.print for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on licences.print for each statement execute function kernel.refuse_change();

-- 打印码: twelve digits for one print-out, for a day.
create table licences.print_code (
  id text primary key,
  code text not null unique,
  licence_id text not null references licences.licence,
  region text not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  -- used, or put away for a newer one
  ended_at timestamptz,
  print_id text references licences.print
);
create index print_code_licence on licences.print_code (licence_id, created_at desc);
