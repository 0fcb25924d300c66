-- What authorities said of certificates on files that people brought: OCSP answers and lists of revoked certificates, as they came. Evidence of the verdict that
-- names them, and asked for again only after `until`.
create table seals.status_answer (
  id text primary key,
  kind text not null check (kind in ('ocsp', 'crl')),
  about text not null,
  url text not null,
  der bytea not null,
  asked_at timestamptz not null,
  until timestamptz not null
);
create index status_answer_about on seals.status_answer (about, kind, url, asked_at desc);
create trigger append_only before update or delete on seals.status_answer for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.status_answer for each statement execute function kernel.refuse_change();
