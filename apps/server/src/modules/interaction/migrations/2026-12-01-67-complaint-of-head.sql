-- whether the head of the unit himself is meant: then the unit does not read it
alter table interaction.complaint add column of_head boolean not null default false;
-- how often its readers were reminded: 1 before the promised day, 2 after it
alter table interaction.complaint add column reminded smallint not null default 0 check (reminded between 0 and 2);
create index complaint_to_remind on interaction.complaint (promised_on) where answered_at is null and reminded < 2;
