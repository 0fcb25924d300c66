-- A message may lead to an appointment.
alter table notifications.message add column booking_id text;
