create schema interaction;

-- F064: at most one a case; the row goes when its writer takes it back
create table interaction.experience (
  id text primary key,
  case_id text not null unique,
  region text not null,
  slug text not null,
  item_name_zh text not null,
  item_name_en text not null,
  office text not null,
  person_id text not null,
  by_zh text not null,
  by_en text not null,
  body text not null check (char_length(body) between 10 and 500),
  state text not null check (state in ('pending', 'published', 'declined')),
  reason text,
  shared_at timestamptz not null,
  reviewed_at timestamptz,
  reviewed_by text,
  check ((state = 'pending') = (reviewed_at is null)),
  check (state <> 'declined' or reason is not null)
);
create index experience_shown on interaction.experience (slug, shared_at desc) where state = 'published';
create index experience_work on interaction.experience (office, state, shared_at, id);
