-- Whether the licences of a batch were compared with their originals: it makes their grade B, else C (domain.md §1.5).
alter table licences.batch add column compared boolean not null default true;
