-- 证照目录 (F215): what holds for all licences of a type, in versions. The newest published one governs new issues; a licence keeps the version it was issued under.
create table licences.type_version (
  type_code text not null,
  version int not null check (version > 0),
  state text not null check (state in ('draft', 'published', 'dropped')),
  -- package: seeded from licence.yaml and paper.yaml of an item · studio: edited by officials
  source text not null check (source in ('package', 'studio')),
  -- item whose package computes the values
  slug text not null,
  -- USCC of the issuing office, whose officials edit it
  office text not null,
  body jsonb not null,
  note text,
  saved_by text not null,
  saved_by_name text not null,
  saved_by_head boolean not null default false,
  saved_at timestamptz not null,
  published_by text,
  published_by_name text,
  published_at timestamptz,
  primary key (type_code, version),
  check ((state = 'published') = (published_at is not null)),
  -- never the same person
  check (published_by is null or source = 'package' or published_by <> saved_by)
);
create unique index type_version_draft on licences.type_version (type_code) where state = 'draft';
create index type_version_office on licences.type_version (office);

-- What was published stays as it was.
create function licences.keep_published() returns trigger language plpgsql as $$
begin
  raise exception 'a published version of licence type % can not be changed', old.type_code using errcode = 'restrict_violation';
end $$;
create trigger keep_published before update or delete on licences.type_version for each row when (old.state = 'published')
  execute function licences.keep_published();
