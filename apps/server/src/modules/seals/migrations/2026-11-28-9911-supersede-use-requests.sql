-- What a keeper would not seal is asked for anew when it was drawn anew, or not at all any more: the former request stays as it was, with its file and his reason.
alter table seals.use_request add column superseded_at timestamptz;
alter table seals.use_request drop constraint use_request_document_id_key;
create unique index use_request_document on seals.use_request (document_id) where superseded_at is null;
