-- Officials have messages too, on their pages; each message is a person's or an official's.
alter table notifications.message alter column person_id drop not null;
alter table notifications.message add column staff_id text;
alter table notifications.message add constraint message_recipient check (num_nonnulls(person_id, staff_id) = 1);
create index message_staff on notifications.message (staff_id, at desc, id desc) where staff_id is not null;
