-- Authorities of others whose signatures count on what people bring: added and removed by operators, each with name, time and reason. What is in force is what
-- was added and not removed; a removed one comes back under another id.
create table seals.trust_change (
  id text primary key,
  authority_id text not null,
  what text not null check (what in ('added', 'removed')),
  name text not null,
  pem text check ((what = 'added') = (pem is not null)),
  reason text not null,
  by text not null,
  by_name text not null,
  at timestamptz not null,
  unique (authority_id, what)
);
create trigger append_only before update or delete on seals.trust_change for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.trust_change for each statement execute function kernel.refuse_change();
