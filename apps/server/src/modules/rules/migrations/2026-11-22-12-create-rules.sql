create schema rules;

-- 决策档案 X01: why a decision is what it is. Replays to the same answer with the item version it names.
create table rules.dossier (
  id text primary key,
  subject text not null,
  seq int not null,
  slug text not null,
  item_version int not null,
  package_digest text not null,
  decided_by text not null check (decided_by in ('machine', 'official')),
  verdict text not null,
  at timestamptz not null,
  body jsonb not null,
  region text not null,
  unique (subject, seq)
);
create trigger append_only before update or delete on rules.dossier for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on rules.dossier for each statement execute function kernel.refuse_change();
