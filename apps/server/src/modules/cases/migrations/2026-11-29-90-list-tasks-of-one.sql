-- What an official has of his office comes out of the index in the order of its limits, however large the office's pool is; so does what nobody has.
drop index cases.task_mine;
create index task_of on cases.task (office, assignee, due_on, id) where state = 'open';
