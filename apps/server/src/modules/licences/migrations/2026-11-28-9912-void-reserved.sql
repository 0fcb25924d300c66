-- 作废号: a number taken for a grant that was withdrawn before anything was sealed. A new number is never given again, and no licence ever comes of it.
alter table licences.licence
  add column voided_at timestamptz,
  add constraint licence_voided check (voided_at is null or (state = 'reserved' and replaces is null));
-- a version of a number that is kept was never issued when it is void: the next change takes its place
alter table licences.licence drop constraint licence_identifier_key, drop constraint licence_type_code_number_version_key;
create unique index licence_identifier_key on licences.licence (identifier) where voided_at is null;
create unique index licence_type_code_number_version_key on licences.licence (type_code, number, version) where voided_at is null;
