-- A message may lead to a complaint.
alter table notifications.message add column complaint_id text;
