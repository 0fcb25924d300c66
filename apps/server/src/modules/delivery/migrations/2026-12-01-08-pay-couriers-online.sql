-- 寄费在线支付 (F111): in both directions a parcel may wait for its fee before it is booked
alter table delivery.incoming add column bill_id text;
alter table delivery.incoming add column fee bigint;
alter table delivery.incoming drop constraint incoming_paid_by_check;
alter table delivery.incoming add constraint incoming_paid_by_check check (paid_by in ('state', 'sender', 'online'));
alter table delivery.incoming add constraint incoming_fee check ((paid_by = 'online') = (bill_id is not null) and (bill_id is null) = (fee is null));
alter table delivery.incoming drop constraint incoming_state_check;
alter table delivery.incoming add constraint incoming_state_check
  check (state in ('unpaid', 'to-send', 'moving', 'out', 'arrived', 'opened', 'returned', 'lost', 'cancelled'));

alter table delivery.delivery add column bill_id text;
alter table delivery.delivery add column fee bigint;
alter table delivery.delivery drop constraint delivery_paid_by_check;
alter table delivery.delivery add constraint delivery_paid_by_check check (paid_by in ('state', 'receiver', 'online'));
alter table delivery.delivery add constraint delivery_fee check ((bill_id is null) = (fee is null));
alter table delivery.delivery drop constraint delivery_state_check;
alter table delivery.delivery add constraint delivery_state_check
  check (state in ('unpaid', 'ready', 'to-send', 'moving', 'out', 'delivered', 'returned', 'published', 'withheld'));
