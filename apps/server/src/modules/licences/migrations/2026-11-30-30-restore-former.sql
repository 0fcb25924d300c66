-- 撤销 of a grant that had changed a licence: what it replaced is in force again, and may be changed again. The versions that were set aside keep their `replaces`,
-- so that it stays visible what followed on what; only one that stands may take the place of another.
alter table licences.licence add column set_aside_at timestamptz;
alter table licences.licence drop constraint licence_replaces_key;
create unique index licence_replaces_key on licences.licence (replaces) where set_aside_at is null;
-- the foreign key, set aside or not
create index licence_replaces on licences.licence (replaces) where replaces is not null;
