-- F041: what a class of users may do in one application, as it was set each time; the newest row of a pair is in force, none means open.
create table identity.access_policy (
  id text primary key,
  application text not null,
  user_class text not null,
  rule text not null check (rule in ('open', 'read-only', 'closed')),
  reason text not null,
  -- back to open by itself
  until timestamptz,
  by_staff text not null references identity.staff,
  at timestamptz not null,
  check (rule <> 'open' or until is null)
);
create index access_policy_pair on identity.access_policy (application, user_class, at desc, id desc);
create index access_policy_at on identity.access_policy (at desc, id desc);
create trigger append_only before update or delete on identity.access_policy for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on identity.access_policy for each statement execute function kernel.refuse_change();
