create schema devices;

-- F201: a device of a hall. Of its key only the SHA-256 is kept.
create table devices.device (
  id text primary key,
  hall_id text not null references appointments.hall,
  region text not null,
  kind text not null check (kind in ('ticket-machine', 'call-screen', 'kiosk', 'evaluator', 'id-reader', 'camera')),
  name text not null,
  -- where it stands; null: in the hall, at no window
  window_label text,
  key_digest bytea not null unique,
  key_version int not null default 1,
  entered_at timestamptz not null,
  entered_by text not null,
  retired_at timestamptz,
  retired_reason text,
  check ((retired_at is null) = (retired_reason is null))
);
create unique index device_name on devices.device (hall_id, name) where retired_at is null;

-- a stretch in which a device reported the same of itself, without a silence in it; the newest is how it is
create table devices.spell (
  device_id text not null references devices.device,
  began_at timestamptz not null,
  last_at timestamptz not null,
  state text not null check (state in ('ready', 'busy', 'fault')),
  fault text,
  version text,
  primary key (device_id, began_at),
  check (began_at <= last_at)
);
create index spell_over on devices.spell (last_at);

-- what happened at a device: numbers and counts, nothing about people
create table devices.event (
  device_id text not null references devices.device,
  event_id text not null,
  hall_id text not null references appointments.hall,
  kind text not null,
  at timestamptz not null,
  -- of `at` in Asia/Shanghai
  day date not null,
  kept_at timestamptz not null,
  number text,
  desk_id text,
  slug text,
  booked boolean not null default false,
  window_label text,
  level int,
  count int,
  primary key (device_id, event_id)
);
-- a number is given once a day in a hall, by whichever machine
create unique index event_ticket on devices.event (hall_id, day, number) where kind = 'ticket-taken';
create index event_day on devices.event (hall_id, day, kind, at desc);
create index event_device on devices.event (device_id, at desc);
create index event_over on devices.event (kept_at);

-- 一次一评: one for each case and each day somebody came for it. Kept with the case, as long as the case.
create table devices.rating (
  id text primary key,
  device_id text not null references devices.device,
  event_id text not null,
  hall_id text not null references appointments.hall,
  region text not null,
  case_id text not null references cases.case,
  day date not null,
  at timestamptz not null,
  level int not null check (level between 1 and 5),
  reasons text[] not null,
  window_label text,
  unique (device_id, event_id),
  unique (case_id, day),
  check (level > 2 or cardinality(reasons) > 0)
);
create index rating_day on devices.rating (hall_id, day);
create trigger append_only before update or delete on devices.rating for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on devices.rating for each statement execute function kernel.refuse_change();
