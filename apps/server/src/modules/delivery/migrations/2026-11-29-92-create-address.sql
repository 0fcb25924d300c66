-- 收件地址: the address book of a person, for his own parcels and those of firms he acts for
create table delivery.address (
  id text primary key,
  person_id text not null references identity.person,
  name text not null,
  mobile text not null,
  address text not null,
  used_at timestamptz not null,
  unique (person_id, name, mobile, address)
);
create index address_newest on delivery.address (person_id, used_at desc);
