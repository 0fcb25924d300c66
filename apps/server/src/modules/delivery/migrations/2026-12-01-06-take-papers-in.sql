-- 来件 (F203): a parcel with originals or papers that an applicant sends to the office, picked up by our carrier or sent by any
create table delivery.incoming (
  id text primary key,
  region text not null,
  office text not null,
  office_zh text not null,
  office_en text not null,
  case_id text not null,
  case_number text not null,
  item_zh text not null,
  item_en text not null,
  holder_kind text not null check (holder_kind in ('person', 'firm')),
  holder_id text not null,
  holder_name text not null,
  -- who ordered it and is told
  person_id text not null references identity.person,
  purpose text not null check (purpose in ('originals', 'collection', 'correction')),
  -- picked up by our carrier, or sent by the applicant himself
  how text not null check (how in ('pick-up', 'own')),
  carrier_zh text not null,
  carrier_en text not null,
  waybill text,
  -- 待揽收 · 在途 · 派送 · 已到达 · 已开拆 · 退回 · 丢失 · 已取消
  state text not null check (state in ('to-send', 'moving', 'out', 'arrived', 'opened', 'returned', 'lost', 'cancelled')),
  -- sender, and where originals go back to
  from_name text not null,
  from_mobile text not null,
  from_address text not null,
  to_name text not null,
  to_phone text not null,
  to_address text not null,
  paid_by text not null check (paid_by in ('state', 'sender')),
  -- day it was handed to the carrier: by the carrier's word, or the applicant's of his own
  posted_on date,
  late_at timestamptz,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  check (how = 'pick-up' or waybill is not null)
);
create index incoming_office on delivery.incoming (office, state, changed_at, id);
create index incoming_case on delivery.incoming (case_id, made_at);
create index incoming_under_way on delivery.incoming (changed_at) where state in ('to-send', 'moving', 'out');

-- 收件清单: each paper as it was announced, as it was found, and when it went back
create table delivery.incoming_paper (
  parcel_id text not null references delivery.incoming,
  n int not null check (n >= 1),
  region text not null,
  name_zh text not null,
  name_en text not null,
  found text check (found in ('there', 'missing', 'wrong', 'extra')),
  note text,
  received_at timestamptz,
  received_by text,
  returned_at timestamptz,
  returned_how text check (returned_how in ('counter', 'courier', 'with-result')),
  -- who took it, or the waybill it went by
  returned_to text,
  returned_by text,
  primary key (parcel_id, n),
  check ((found is null) = (received_at is null)),
  check (found <> 'wrong' or note is not null),
  check ((returned_at is null) = (returned_how is null))
);

create table delivery.incoming_event (
  parcel_id text not null references delivery.incoming,
  seq int not null,
  region text not null,
  at timestamptz not null,
  kind text not null,
  text_zh text not null,
  text_en text not null,
  by_name text,
  primary key (parcel_id, seq)
);
create trigger append_only before update or delete on delivery.incoming_event for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on delivery.incoming_event for each statement execute function kernel.refuse_change();
