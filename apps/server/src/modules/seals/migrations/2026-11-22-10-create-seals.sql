create schema seals;

-- Private keys: PKCS#8, encrypted under the wrapping key of the installation (never in the database).
create table seals.key (
  id text primary key,
  wrapped bytea not null,
  created_at timestamptz not null
);

create table seals.certificate (
  id text primary key,
  kind text not null check (kind in ('root', 'issuing', 'maker', 'office')),
  -- USCC of the office; the authority's own certificates have none
  office text,
  name text not null,
  serial text not null unique,
  der bytea not null,
  key_id text not null references seals.key,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  revoked_at timestamptz,
  check ((kind = 'office') = (office is not null))
);
-- one authority an installation
create unique index certificate_authority on seals.certificate (kind) where kind <> 'office' and revoked_at is null;

create table seals.revocation_list (
  issuer text primary key references seals.certificate,
  number bigint not null,
  der bytea not null,
  next_update timestamptz not null
);

create table seals.seal (
  -- GB/T 38540: region 6 + serial 8
  id text primary key check (id ~ '^\d{14}$'),
  name text not null,
  office text not null,
  region text not null,
  type int not null,
  width int not null,
  height int not null,
  certificate_id text not null references seals.certificate,
  -- the whole seal (SESeal) with its picture, as its maker signed it
  der bytea not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  state text not null check (state in ('in-use', 'replaced', 'suspended', 'destroyed')),
  created_at timestamptz not null,
  created_by text not null
);
create unique index seal_in_use on seals.seal (office) where state = 'in-use';

create table seals.risk_assessment (
  id text primary key,
  seal_id text not null references seals.seal,
  slug text not null,
  assessed_at timestamptz not null,
  assessed_by text not null,
  risks jsonb not null,
  measures jsonb not null,
  outcome text not null check (outcome in ('acceptable', 'not-acceptable'))
);

-- 系统授权: this seal may be set by the machine under decisions of this item.
create table seals.use_grant (
  id text primary key,
  seal_id text not null references seals.seal,
  slug text not null,
  machine text not null check (machine = 'system'),
  assessment_id text not null references seals.risk_assessment,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  withdrawn_at timestamptz,
  granted_by text not null
);
create unique index use_grant_in_force on seals.use_grant (seal_id, slug, machine) where withdrawn_at is null;

-- 16 chains a seal, so that sealings of one office seldom wait for one another.
create table seals.ledger_head (
  seal_id text not null references seals.seal,
  chain smallint not null,
  seq bigint not null,
  hash bytea not null,
  primary key (seal_id, chain)
);

create table seals.ledger (
  seal_id text not null references seals.seal,
  chain smallint not null,
  seq bigint not null,
  id text not null unique,
  -- none is sealed twice
  licence_id text not null unique,
  case_id text,
  region text not null,
  -- SM3 of the sealed file, hex
  digest text not null,
  page int not null,
  x double precision not null,
  y double precision not null,
  sealed_at timestamptz not null,
  at timestamptz not null,
  operator text not null,
  grant_id text not null references seals.use_grant,
  hash bytea not null,
  primary key (seal_id, chain, seq)
);
create index ledger_case on seals.ledger (case_id);
create trigger append_only before update or delete on seals.ledger for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.ledger for each statement execute function kernel.refuse_change();
create trigger append_only before update or delete on seals.risk_assessment for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.risk_assessment for each statement execute function kernel.refuse_change();

-- The bytes a ledger hash is over: the fields joined by a separator no field can hold.
create function seals.ledger_hash(prev bytea, l seals.ledger) returns bytea language sql stable as $$
  select sha256(prev || convert_to(concat_ws(chr(31), l.seal_id, l.chain, l.seq, l.id, l.licence_id, coalesce(l.case_id, '-'), l.region, l.digest,
    l.page, l.x, l.y, to_char(l.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), l.operator, l.grant_id), 'utf8'))
$$;

create function seals.ledger_origin(seal_id text, chain smallint) returns bytea language sql immutable as $$
  select sha256(convert_to('miaopi seal ledger ' || seal_id || ' ' || chain, 'utf8'))
$$;

-- One use of a seal, in the caller's transaction. Answers the grant, or null when seal or grant is not in force; the head stays locked until the commit.
create function seals.record_use(
  p_id text, p_seal text, p_slug text, p_licence text, p_case text, p_region text, p_digest text, p_page int, p_x double precision, p_y double precision,
  p_sealed_at timestamptz, p_at timestamptz, p_operator text)
returns text language plpgsql as $$
declare
  l seals.ledger;
  h seals.ledger_head;
begin
  select g.id into l.grant_id from seals.use_grant g join seals.seal s on s.id = g.seal_id
    where g.seal_id = p_seal and g.slug = p_slug and g.machine = 'system' and g.withdrawn_at is null
      and p_sealed_at between g.valid_from and g.valid_to and s.state in ('in-use', 'replaced') and p_sealed_at between s.valid_from and s.valid_to;
  if l.grant_id is null then
    return null;
  end if;
  l.seal_id := p_seal; l.chain := hashtext(p_licence) & 15; l.id := p_id; l.licence_id := p_licence; l.case_id := p_case; l.region := p_region;
  l.digest := p_digest; l.page := p_page; l.x := p_x; l.y := p_y; l.sealed_at := p_sealed_at; l.at := p_at; l.operator := p_operator;
  select * into h from seals.ledger_head where seal_id = p_seal and chain = l.chain for update;
  l.seq := h.seq + 1;
  l.hash := seals.ledger_hash(h.hash, l);
  insert into seals.ledger select l.*;
  update seals.ledger_head set seq = l.seq, hash = l.hash where seal_id = p_seal and chain = l.chain;
  return l.grant_id;
end $$;
