-- 窗口收件 (F009): a person stands at the window of an official, who enters what he says in his name
create table identity.desk_visit (
  id text primary key,
  staff_id text not null references identity.staff,
  office text not null,
  person_id text not null references identity.person,
  -- the card was read by a device, or looked at and typed
  identified text not null check (identified in ('reader', 'hand')),
  principal_kind text not null check (principal_kind in ('person', 'firm')),
  principal_id text not null,
  principal_role text not null check (principal_role in ('self', 'legal', 'agent')),
  mandate_id text,
  -- who came in his place, with the scan of the paper that says so (F106)
  agent_name text,
  agent_number text,
  agent_mobile text,
  agent_paper text,
  opened_at timestamptz not null,
  until timestamptz not null,
  check ((agent_name is null) = (agent_number is null)),
  check ((agent_name is null) = (agent_paper is null))
);
create index desk_visit_staff on identity.desk_visit (staff_id, opened_at);
create index desk_visit_person on identity.desk_visit (person_id);

-- consent given at a window: by his signature
alter table identity.consent
  add column desk_visit text references identity.desk_visit,
  add column signed_on text check (signed_on in ('screen', 'paper')),
  add column signature jsonb,
  add check ((desk_visit is null) = (signed_on is null));
create index consent_desk on identity.consent (desk_visit) where desk_visit is not null;
