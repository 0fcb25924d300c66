-- That handlers were reminded of a task's limit: once for each task, kind and day on which it is due; a limit that moves is another one.
create table cases.reminder (
  task_id text not null references cases.task,
  kind text not null check (kind in ('near', 'today', 'overdue')),
  due_on date not null,
  region text not null,
  at timestamptz not null,
  primary key (task_id, kind, due_on)
);
create trigger append_only before update or delete on cases.reminder for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.reminder for each statement execute function kernel.refuse_change();

create index task_due on cases.task (due_on, id) where state = 'open';
