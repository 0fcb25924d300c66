-- A case that is decided anew by order may come to another licence once the former has ended, and so may one whose number was voided.
alter table licences.licence drop constraint licence_case_id_key;
create unique index licence_case_id_key on licences.licence (case_id)
  where voided_at is null and state not in ('withdrawn', 'cancelled', 'revoked', 'changed');
create index licence_case on licences.licence (case_id);
