-- F029: live person checks (实人认证). The picture is not kept: only its SM3, what the register answered, and when.
create table identity.person_check (
  id text primary key,
  person_id text not null references identity.person,
  digest text not null,
  score integer not null check (score between 0 and 100),
  same boolean not null,
  source text not null,
  register_request text not null,
  at timestamptz not null
);
create index person_check_person on identity.person_check (person_id, at desc);
create trigger append_only before update or delete on identity.person_check for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on identity.person_check for each statement execute function kernel.refuse_change();
