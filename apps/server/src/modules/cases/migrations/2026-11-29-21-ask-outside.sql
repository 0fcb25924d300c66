-- A task of a department outside the installation: none of our officials can take it, and what it said comes through the exchange or is recorded by the lead office.
alter table cases.task add column outside boolean not null default false;
