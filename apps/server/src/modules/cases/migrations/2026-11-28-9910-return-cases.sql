-- A granted case whose licence the keeper of the seal would not seal as it is comes back to the office (state `returned`): on the lists of those who handle it.
alter table cases.case drop constraint case_state_check;
alter table cases.case
  add constraint case_state_check check (state in ('submitted', 'waiting', 'accepted', 'review', 'granted', 'returned', 'refused', 'closed'));
drop index cases.case_review;
drop index cases.case_claimed;
create index case_review on cases.case (office, due_on, id) where state in ('review', 'returned');
create index case_claimed on cases.case (claimed_by, due_on, id) where state in ('review', 'returned');
