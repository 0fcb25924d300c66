-- The case is over without what the bill was for: void or run out before, it is not made anew.
alter table payments.bill add column needless_at timestamptz;
update payments.bill set needless_at = closed_at where state = 'cancelled' and closed_at < expires_at;
