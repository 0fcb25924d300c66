-- A message may lead to a document to be signed.
alter table notifications.message add column signing_id text;
