-- 寄费 (F111): a parcel to or from an applicant is billed beside its case; nothing of the case waits for it
alter table payments.bill add column parcel_id text;
alter table payments.bill drop constraint bill_due_for_check;
alter table payments.bill add constraint bill_due_for_check check (due_for in ('decision', 'licence', 'courier'));
alter table payments.bill add constraint bill_of_a_parcel check ((due_for = 'courier') = (parcel_id is not null));
drop index payments.bill_of_case;
-- a case owes once, and so does each parcel
create unique index bill_of_case on payments.bill (case_id) where state <> 'cancelled' and parcel_id is null;
create unique index bill_of_parcel on payments.bill (parcel_id) where state <> 'cancelled';

-- unsent: the parcel never left, and its fee goes back by itself
alter table payments.refund drop constraint refund_kind_check;
alter table payments.refund add constraint refund_kind_check check (kind in ('asked', 'extra', 'unsent'));
alter table payments.refund drop constraint refund_check;
alter table payments.refund add constraint refund_check check ((kind in ('extra', 'unsent')) = (asked_by is null));
alter table payments.refund drop constraint refund_check1;
alter table payments.refund add constraint refund_check1 check (kind in ('extra', 'unsent') or (state = 'asked') = (decided_by is null));
create unique index refund_unsent on payments.refund (bill_id) where kind = 'unsent';
