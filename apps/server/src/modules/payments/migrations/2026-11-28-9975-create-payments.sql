create schema payments;

-- 缴款单: what a case owes, made at its acceptance. Sums in 分.
create table payments.bill (
  id text primary key,
  number text not null unique,
  region text not null,
  office text not null,
  office_zh text not null,
  office_en text not null,
  case_id text not null,
  case_number text not null,
  slug text not null,
  item_zh text not null,
  item_en text not null,
  payer_kind text not null check (payer_kind in ('person', 'firm')),
  payer_id text not null,
  payer_name text not null,
  person_id text not null references identity.person,
  -- what waits for it
  due_for text not null check (due_for in ('decision', 'licence')),
  state text not null check (state in ('due', 'paid', 'reconciled', 'refunding', 'refunded', 'cancelled')),
  total bigint not null check (total > 0),
  refunded bigint not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  reconciled_at timestamptz,
  closed_at timestamptz,
  constraint never_more_back_than_paid check (refunded between 0 and total),
  check ((state in ('due', 'cancelled')) = (paid_at is null))
);
-- a case owes once
create unique index bill_of_case on payments.bill (case_id) where state <> 'cancelled';
create index bill_payer on payments.bill (payer_kind, payer_id, made_at desc);
create index bill_office on payments.bill (office, made_at desc, id);
create index bill_due on payments.bill (expires_at) where state = 'due';

-- 收费项目 as they stood when the bill was made: standard, legal basis, what was reduced and why
create table payments.bill_line (
  bill_id text not null references payments.bill,
  seq int not null,
  region text not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  standard_zh text not null,
  standard_en text not null,
  basis jsonb not null,
  quantity int not null check (quantity > 0),
  price bigint not null check (price >= 0),
  reduced bigint not null,
  reduction jsonb,
  amount bigint not null,
  primary key (bill_id, seq),
  check (reduced between 0 and price * quantity),
  check (amount = price * quantity - reduced),
  check ((reduction is null) = (reduced = 0))
);
create trigger append_only before update or delete on payments.bill_line for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on payments.bill_line for each statement execute function kernel.refuse_change();

-- a try to pay; its id is the order number the provider knows
create table payments.attempt (
  id text primary key,
  bill_id text not null references payments.bill,
  region text not null,
  provider text not null,
  way text not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('open', 'paid', 'closed')),
  begun jsonb,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  -- what the provider took; counted: it is what paid the bill
  transaction text,
  paid_amount bigint,
  paid_at timestamptz,
  counted boolean not null default false,
  reconciled_on date,
  check ((state = 'paid') = (transaction is not null)),
  check ((state = 'paid') = (paid_amount is not null)),
  check ((state = 'paid') = (paid_at is not null)),
  check (not counted or paid_amount = amount)
);
create unique index attempt_counted on payments.attempt (bill_id) where counted;
create unique index attempt_transaction on payments.attempt (provider, transaction);
create index attempt_bill on payments.attempt (bill_id, opened_at);
create index attempt_paid on payments.attempt (provider, paid_at) where state = 'paid';

-- what a provider told us, once each; the ground of what was believed
create table payments.notification (
  provider text not null,
  id text not null,
  at timestamptz not null,
  order_no text,
  body text not null,
  primary key (provider, id)
);
create trigger append_only before update or delete on payments.notification for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on payments.notification for each statement execute function kernel.refuse_change();

create table payments.receipt (
  bill_id text primary key references payments.bill,
  region text not null,
  number text not null unique,
  at timestamptz not null,
  content jsonb not null
);
create trigger append_only before update or delete on payments.receipt for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on payments.receipt for each statement execute function kernel.refuse_change();

create table payments.refund (
  id text primary key,
  bill_id text not null references payments.bill,
  attempt_id text not null references payments.attempt,
  region text not null,
  amount bigint not null check (amount > 0),
  -- asked for by an official; extra: money that never counted goes back by itself
  kind text not null check (kind in ('asked', 'extra')),
  state text not null check (state in ('asked', 'rejected', 'approved', 'done', 'failed')),
  reason_zh text not null,
  reason_en text not null,
  asked_by text,
  asked_name text,
  asked_at timestamptz not null,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  note text,
  done_at timestamptz,
  reference text,
  failure text,
  reconciled_on date,
  constraint second_person check (decided_by is null or decided_by <> asked_by),
  check ((kind = 'extra') = (asked_by is null)),
  check (kind = 'extra' or state in ('asked') = (decided_by is null))
);
create index refund_bill on payments.refund (bill_id);
create unique index refund_extra on payments.refund (attempt_id) where kind = 'extra';
create unique index refund_running on payments.refund (bill_id) where kind = 'asked' and state in ('asked', 'approved');
create index refund_done on payments.refund (done_at) where state = 'done';

-- 对账: the provider's statement of a day, compared
create table payments.statement (
  provider text not null,
  day date not null,
  compared_at timestamptz not null,
  payments int not null,
  refunds int not null,
  received bigint not null,
  returned bigint not null,
  primary key (provider, day)
);

create table payments.difference (
  id text primary key,
  provider text not null,
  day date not null,
  kind text not null check (kind in ('missing-here', 'missing-there', 'amount')),
  subject text not null check (subject in ('payment', 'refund')),
  -- order or refund number
  reference text not null,
  transaction text,
  office text,
  ours bigint,
  theirs bigint,
  found_at timestamptz not null,
  settled_at timestamptz,
  -- by the machine, or the account of an official
  settled_by text,
  settled_name text,
  how_zh text,
  how_en text,
  unique (provider, day, subject, reference),
  check ((kind = 'missing-here') = (ours is null)),
  check ((kind = 'missing-there') = (theirs is null)),
  check ((settled_at is null) = (how_zh is null))
);
create index difference_open on payments.difference (day) where settled_at is null;

create table payments.number (
  office text not null,
  kind text not null,
  year int not null,
  next int not null,
  primary key (office, kind, year)
);
