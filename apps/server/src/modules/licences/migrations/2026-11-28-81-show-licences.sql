-- 亮证: the holder shows a licence; the secret its codes are made with is derived and kept nowhere.
create table licences.showing (
  id text primary key,
  licence_id text not null references licences.licence,
  region text not null,
  started_at timestamptz not null,
  started_by text not null,
  -- over by itself at this time
  ends_at timestamptz not null,
  -- put away by the holder, or shown anew
  ended_at timestamptz
);
create index showing_licence on licences.showing (licence_id, started_at desc);

-- Each time somebody scanned a code that was on the screen.
create table licences.showing_check (
  id text primary key,
  showing_id text not null references licences.showing,
  region text not null,
  at timestamptz not null,
  -- an official who was signed in; null: not known
  who jsonb
);
create index showing_check_showing on licences.showing_check (showing_id, at);
create trigger append_only before update or delete on licences.showing_check for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on licences.showing_check for each statement execute function kernel.refuse_change();
