create schema appointments;

create table appointments.hall (
  id text primary key,
  -- who runs it
  office text not null references identity.office,
  region text not null,
  name_zh text not null,
  name_en text not null,
  address text not null,
  phone text not null,
  revision int not null check (revision > 0),
  -- items of the plan in force, to find halls by
  slugs text[] not null
);
create index hall_slugs on appointments.hall using gin (slugs);
create index hall_office on appointments.hall (office);

-- each version of a hall's plan as it was saved: windows, who sits there, hours, what they serve
create table appointments.hall_plan (
  hall_id text not null references appointments.hall,
  revision int not null,
  plan jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (hall_id, revision)
);
create trigger append_only before update or delete on appointments.hall_plan for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on appointments.hall_plan for each statement execute function kernel.refuse_change();

-- a day that is not as the week says; hours as from, to, from, to … in minutes, none: closed
create table appointments.special_day (
  hall_id text not null references appointments.hall,
  date date not null,
  hours int[] not null check (cardinality(hours) % 2 = 0),
  reason_zh text not null,
  reason_en text not null,
  set_at timestamptz not null,
  set_by text not null,
  primary key (hall_id, date)
);

-- F156: a slot somebody has booked. Its capacity is what the plan gave when it was booked last; the check is what makes overbooking impossible.
create table appointments.slot (
  desk_id text not null,
  date date not null,
  starts int not null,
  ends int not null,
  hall_id text not null references appointments.hall,
  capacity int not null,
  booked int not null,
  primary key (desk_id, date, starts),
  check (0 <= starts and starts < ends and ends <= 1440),
  constraint never_overbooked check (booked between 0 and capacity)
);
create index slot_hall on appointments.slot (hall_id, date);

create table appointments.booking (
  id text primary key,
  -- what people say at the counter
  serial bigint generated always as identity unique,
  region text not null,
  hall_id text not null references appointments.hall,
  desk_id text not null,
  desk_zh text not null,
  desk_en text not null,
  slug text not null,
  item_zh text not null,
  item_en text not null,
  item_office text not null,
  person_id text not null references identity.person,
  person_name text not null,
  holder_kind text not null check (holder_kind in ('person', 'firm')),
  holder_id text not null,
  holder_name text not null,
  date date not null,
  starts int not null,
  ends int not null,
  state text not null check (state in ('booked', 'arrived', 'handled', 'missed', 'cancelled', 'called-off')),
  changes int not null default 0,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- day for which a reminder was sent
  reminded_for date,
  reason_zh text,
  reason_en text,
  foreign key (desk_id, date, starts) references appointments.slot,
  check ((state = 'called-off') = (reason_zh is not null)),
  check ((reason_zh is null) = (reason_en is null))
);
-- F157: one open booking for each identity card and item
create unique index booking_open on appointments.booking (person_id, slug) where state in ('booked', 'arrived');
create index booking_day on appointments.booking (hall_id, date, starts, serial);
create index booking_person on appointments.booking (person_id, made_at desc);
create index booking_missed on appointments.booking (person_id, date) where state = 'missed';
create index booking_due on appointments.booking (date) where state in ('booked', 'arrived');
