create schema delivery;

-- 送达登记: how a result reaches its holder, one row a case; the electronic licence is there besides
create table delivery.delivery (
  id text primary key,
  number text not null unique,
  region text not null,
  office text not null,
  office_zh text not null,
  office_en text not null,
  case_id text not null unique,
  case_number text not null,
  item_zh text not null,
  item_en text not null,
  result_zh text not null,
  result_en text not null,
  result_number text not null,
  holder_kind text not null check (holder_kind in ('person', 'firm')),
  holder_id text not null,
  holder_name text not null,
  holder_number text not null,
  person_id text not null references identity.person,
  means text not null check (means in ('electronic', 'counter', 'courier', 'public-notice')),
  -- 待领取 · 待揽收 · 在途 · 派送 · 签收 · 退回 · 公告中
  state text not null check (state in ('ready', 'to-send', 'moving', 'out', 'delivered', 'returned', 'published')),
  to_name text not null,
  to_mobile text not null,
  to_address text not null,
  paid_by text not null check (paid_by in ('state', 'receiver')),
  pickup_code text not null,
  -- how often it was handed to a carrier
  attempts int not null default 0,
  waybill text,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  delivered_at timestamptz,
  received_by text,
  -- how the counter knew who stood there
  checked text check (checked in ('id', 'code')),
  signature jsonb,
  handed_by text,
  handed_name text,
  notice_until date,
  check ((state = 'delivered') = (delivered_at is not null)),
  check ((state = 'published') <= (notice_until is not null))
);
create index delivery_office on delivery.delivery (office, state, changed_at, id);
create index delivery_person on delivery.delivery (holder_kind, holder_id, made_at desc);
create index delivery_under_way on delivery.delivery (changed_at) where state in ('to-send', 'moving', 'out');
create index delivery_published on delivery.delivery (notice_until) where state = 'published';

create table delivery.event (
  delivery_id text not null references delivery.delivery,
  seq int not null,
  region text not null,
  at timestamptz not null,
  kind text not null,
  text_zh text not null,
  text_en text not null,
  by_name text,
  primary key (delivery_id, seq)
);
create trigger append_only before update or delete on delivery.event for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on delivery.event for each statement execute function kernel.refuse_change();

create table delivery.number (
  office text not null,
  year int not null,
  next int not null,
  primary key (office, year)
);
