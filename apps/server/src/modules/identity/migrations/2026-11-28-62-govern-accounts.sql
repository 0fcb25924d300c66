-- F037–F039: what was done to accounts, by whom and why. An order to unblock stands open until another person's answer names it.
create table identity.account_event (
  id text primary key,
  account_kind text not null check (account_kind in ('person', 'staff')),
  account_id text not null,
  kind text not null check (kind in ('disabled', 'unblock-asked', 'unblocked', 'unblock-refused')),
  reason text not null,
  by_staff text not null references identity.staff,
  office text not null references identity.office,
  at timestamptz not null,
  answers text unique references identity.account_event,
  check ((kind in ('unblocked', 'unblock-refused')) = (answers is not null))
);
create index account_event_account on identity.account_event (account_kind, account_id, at desc);
create index account_event_at on identity.account_event (at desc, id desc);
create trigger append_only before update or delete on identity.account_event for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on identity.account_event for each statement execute function kernel.refuse_change();
-- all sessions of an account end when it is disabled
create index session_person on identity.session (person_id) where person_id is not null;
create index session_staff on identity.session (staff_id) where staff_id is not null;
