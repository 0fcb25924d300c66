-- Seals of offices, firms and persons with their whole life; carriers that hold the keys; every use through one function.

-- Certificates: holders beside offices.
alter table seals.certificate drop constraint certificate_check;
alter table seals.certificate drop constraint certificate_kind_check;
alter table seals.certificate rename column office to principal;
alter table seals.certificate
  add constraint certificate_kind check (kind in ('root', 'issuing', 'maker', 'office', 'firm', 'person')),
  add constraint certificate_principal check ((kind in ('office', 'firm', 'person')) = (principal is not null)),
  add column revocation_reason text,
  -- since when the key is not to be trusted, when that was before the revocation (loss)
  add column invalid_since timestamptz;
drop index seals.certificate_authority;
create unique index certificate_authority on seals.certificate (kind) where kind in ('root', 'issuing', 'maker') and revoked_at is null;

-- A key under its holder's password carries the salt of the password's derivation; the machine's and the authority's carry none.
alter table seals.key add column salt bytea;

create table seals.application (
  id text primary key,
  kind text not null check (kind in ('unit', 'business', 'date', 'legal-name', 'finance', 'contract', 'legal-person', 'signature')),
  principal_kind text not null check (principal_kind in ('office', 'firm', 'person')),
  -- USCC of an office, id of a firm or person
  principal_id text not null,
  principal_name text not null,
  -- full name of the seal; for special seals with the words under the star
  name text not null,
  inscription text,
  region text not null,
  source text not null check (source in ('drawn', 'scan', 'handwritten')),
  reason text not null,
  -- files: the scanned impression, evidence; strokes as drawn
  impression jsonb,
  evidence jsonb not null default '[]',
  strokes jsonb,
  -- whole mm of the picture
  width int not null check (width between 1 and 200),
  height int not null check (height between 1 and 200),
  -- the picture as made: PNG with transparent ground
  picture bytea,
  -- the seal it renews
  renews text references seals.seal,
  state text not null check (state in ('submitted', 'approved', 'rejected', 'withdrawn', 'made')),
  applied_by text not null,
  applied_by_name text not null,
  applied_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  -- never the same person
  check (decided_by is null or decided_by <> applied_by)
);
create index application_state on seals.application (state, applied_at);
create index application_principal on seals.application (principal_kind, principal_id);
create unique index application_open on seals.application (principal_kind, principal_id, kind, name) where state in ('submitted', 'approved');

alter table seals.seal rename column office to principal_id;
alter table seals.seal drop constraint seal_state_check;
update seals.seal set state = 'revoked' where state = 'destroyed';
alter table seals.seal
  add column principal_kind text not null default 'office' check (principal_kind in ('office', 'firm', 'person')),
  add column principal_name text,
  add column kind text not null default 'unit'
    check (kind in ('unit', 'business', 'date', 'legal-name', 'finance', 'contract', 'legal-person', 'signature')),
  add column picture bytea,
  add column application_id text references seals.application,
  -- actor key of who keeps it: staff:… or person:…
  add column keeper text,
  add column keeper_name text,
  add column activated_at timestamptz,
  add column replaced_at timestamptz,
  add column renews text references seals.seal,
  -- the last change of state, for lists and for verification
  add column state_since timestamptz,
  add column state_reason text,
  -- lost or compromised: not to be trusted from here on, though it was told later
  add column invalid_since timestamptz,
  add constraint seal_state check (state in ('made', 'in-use', 'suspended', 'lost', 'replaced', 'revoked'));
update seals.seal set principal_name = name, activated_at = created_at, state_since = created_at,
  replaced_at = case when state = 'replaced' then created_at end;
-- of former times: the replacing one's making is when it was replaced
update seals.seal s set replaced_at = coalesce((select min(n.created_at) from seals.seal n
  where n.principal_id = s.principal_id and n.created_at > s.created_at), now()) where s.state = 'replaced';
alter table seals.seal alter column principal_kind drop default, alter column kind drop default, alter column principal_name set not null,
  alter column state_since set not null;
drop index seals.seal_in_use;
create unique index seal_in_use on seals.seal (principal_kind, principal_id, kind, name) where state in ('in-use', 'suspended');
create index seal_principal on seals.seal (principal_kind, principal_id);

-- What holds the key of a seal. `machine`: the installation's own store, for 系统授权 only. `soft`: a token under password and device. `hardware`: a UKey.
create table seals.carrier (
  id text primary key,
  seal_id text not null references seals.seal,
  kind text not null check (kind in ('machine', 'soft', 'hardware')),
  holder text,
  holder_name text,
  certificate_id text not null references seals.certificate,
  state text not null check (state in ('ready', 'locked', 'handing-over', 'lost', 'retired')),
  wrong int not null default 0,
  locked_at timestamptz,
  -- SHA-256 of the device's secret; null: bound by the first device that gives the password
  device bytea,
  made_at timestamptz not null,
  check ((kind = 'machine') = (holder is null))
);
create index carrier_seal on seals.carrier (seal_id);
create index carrier_holder on seals.carrier (holder) where holder is not null;

-- The keys of the first installation were the machine's.
insert into seals.carrier (id, seal_id, kind, certificate_id, state, made_at)
  select 'machine-' || id, id, 'machine', certificate_id, case when state = 'in-use' then 'ready' else 'retired' end, created_at from seals.seal;
alter table seals.seal drop column certificate_id;
-- signed by the maker when its keeper activates it, since it lists the certificates of its carriers
alter table seals.seal alter column der drop not null;

create table seals.seal_change (
  id text primary key,
  seal_id text not null references seals.seal,
  at timestamptz not null,
  -- made, activated, suspended, resumed, lost, handed-over, taken-over, unlocked, replaced, revoked, …
  what text not null,
  state text not null,
  reason text,
  by text not null,
  by_name text not null,
  since timestamptz
);
create index seal_change_seal on seals.seal_change (seal_id, at);
create trigger append_only before update or delete on seals.seal_change for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.seal_change for each statement execute function kernel.refuse_change();

-- Grants: kind of document, operator or machine, count; one person proposes, another confirms.
alter table seals.use_grant drop constraint use_grant_machine_check;
drop index seals.use_grant_in_force;
alter table seals.use_grant
  add column document_kind text not null default 'licence',
  -- actor key of an operator, or `system`
  add column max_uses int check (max_uses > 0),
  add column uses int not null default 0,
  add column proposed_at timestamptz,
  add column proposed_by_name text,
  add column confirmed_by text,
  add column confirmed_by_name text,
  add column confirmed_at timestamptz,
  add column refused_at timestamptz,
  add column refusal text,
  add column suspended_at timestamptz,
  add column withdrawn_by text,
  add column withdrawal text;
update seals.use_grant set confirmed_by = 'installation', confirmed_at = valid_from, proposed_at = valid_from;
alter table seals.use_grant alter column proposed_at set not null,
  add constraint use_grant_two_persons check (confirmed_by is null or confirmed_by <> granted_by),
  add constraint use_grant_count check (max_uses is null or uses <= max_uses);
create unique index use_grant_in_force on seals.use_grant (seal_id, slug, document_kind, machine)
  where confirmed_at is not null and withdrawn_at is null;
create unique index use_grant_proposed on seals.use_grant (seal_id, slug, document_kind, machine)
  where confirmed_at is null and refused_at is null and withdrawn_at is null;

alter table seals.risk_assessment
  add column method text,
  add column likelihood smallint check (likelihood between 1 and 5),
  add column impact smallint check (impact between 1 and 5),
  add column assessed_by_name text;

-- A holder's one use: opened with the carrier's password, used once or not at all.
create table seals.opening (
  id text primary key,
  seal_id text not null references seals.seal,
  carrier_id text not null references seals.carrier,
  actor text not null,
  actor_name text not null,
  document_kind text not null,
  document_id text not null,
  slot text not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index opening_seal on seals.opening (seal_id, opened_at);

-- 专管加盖: one file that waits for its keeper.
create table seals.use_request (
  id text primary key,
  seal_id text not null references seals.seal,
  slug text not null,
  document_kind text not null,
  document_id text not null unique,
  licence_id text,
  case_id text,
  case_number text,
  region text not null,
  title jsonb not null,
  holder_name text,
  -- the file as it will be sealed, and its SM3
  file_key text not null,
  digest text not null,
  page int not null,
  x double precision not null,
  y double precision not null,
  width double precision not null,
  height double precision not null,
  operator text not null,
  requested_at timestamptz not null,
  state text not null check (state in ('waiting', 'sealing', 'sealed', 'rejected', 'used')),
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  reason text,
  opening_id text references seals.opening,
  -- what came of it: file key, digest, sealing, signedAt, bytes
  result jsonb
);
create index use_request_state on seals.use_request (seal_id, state, requested_at);
create index use_request_case on seals.use_request (case_id);

-- The ledger: every use of every seal, whoever's.
alter table seals.ledger
  alter column licence_id drop not null,
  alter column grant_id drop not null,
  add column mode text check (mode in ('machine', 'keeper', 'holder')),
  add column document_kind text,
  add column document_id text,
  -- which place of the document, for documents with many parties
  add column slot text,
  add column carrier_id text references seals.carrier,
  add column opening_id text references seals.opening,
  add column request_id text references seals.use_request,
  add column person_name text,
  add constraint ledger_permitted check (num_nonnulls(grant_id, opening_id, request_id) = 1);
create unique index ledger_document on seals.ledger (document_kind, document_id, seal_id, slot) where document_id is not null;
create unique index ledger_opening on seals.ledger (opening_id) where opening_id is not null;
create unique index ledger_request on seals.ledger (request_id) where request_id is not null;
create index ledger_at on seals.ledger (seal_id, at);
create index ledger_grant on seals.ledger (grant_id, sealed_at);
create index ledger_carrier on seals.ledger (carrier_id, sealed_at);

-- Entries of the first installation hash as they did; later ones also over what was added.
create or replace function seals.ledger_hash(prev bytea, l seals.ledger) returns bytea language sql stable as $$
  select sha256(prev || convert_to(concat_ws(chr(31), l.seal_id, l.chain, l.seq, l.id, coalesce(l.licence_id, '-'), coalesce(l.case_id, '-'), l.region, l.digest,
    l.page, l.x, l.y, to_char(l.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), l.operator, coalesce(l.grant_id, '-'),
    case when l.mode is not null then concat_ws(chr(31), l.mode, coalesce(l.document_kind, '-'), coalesce(l.document_id, '-'), coalesce(l.slot, '-'),
      coalesce(l.carrier_id, '-'), coalesce(l.opening_id, '-'), coalesce(l.request_id, '-'), coalesce(l.person_name, '-')) end), 'utf8'))
$$;

drop function seals.record_use(text, text, text, text, text, text, text, int, double precision, double precision, timestamptz, timestamptz, text);

-- The one way into the ledger, in the caller's transaction. Answers how the use was permitted (grant:…, opening:…, request:…), or null when it is not:
-- no seal in force, no grant in force with uses left, an opening that is used up, of another document or too old, a request nobody has approved.
create function seals.record_use(u jsonb, p_sealed_at timestamptz, p_at timestamptz) returns text language plpgsql as $$
declare
  l seals.ledger;
  h seals.ledger_head;
  s seals.seal;
  limited boolean;
begin
  l.seal_id := u->>'sealId'; l.id := u->>'id'; l.licence_id := u->>'licenceId'; l.case_id := u->>'caseId'; l.region := u->>'region';
  l.digest := u->>'digest'; l.page := (u->>'page')::int; l.x := (u->>'x')::double precision; l.y := (u->>'y')::double precision;
  l.sealed_at := p_sealed_at; l.at := p_at; l.operator := u->>'operator'; l.document_kind := coalesce(u->>'documentKind', 'licence');
  l.document_id := coalesce(u->>'documentId', l.licence_id); l.slot := coalesce(u->>'slot', '');
  l.opening_id := u->>'openingId'; l.request_id := u->>'requestId'; l.person_name := u->>'personName';

  select * into s from seals.seal where id = l.seal_id;
  -- a seal replaced, suspended or ended meanwhile is good for what was sealed before
  if s.id is null or s.der is null or p_sealed_at not between s.valid_from and s.valid_to or p_sealed_at > p_at + interval '5 minutes'
    or (s.state in ('suspended', 'lost', 'revoked') and p_sealed_at >= coalesce(s.invalid_since, s.state_since))
    or (s.state = 'replaced' and p_sealed_at > s.replaced_at) or s.state = 'made' then
    return null;
  end if;

  if l.opening_id is not null then
    update seals.opening o set used_at = p_at where o.id = l.opening_id and o.seal_id = l.seal_id and o.used_at is null and o.expires_at >= p_at
      and o.document_kind = l.document_kind and o.document_id = l.document_id and o.slot = l.slot
      returning o.carrier_id, coalesce(l.person_name, o.actor_name) into l.carrier_id, l.person_name;
    if l.carrier_id is null then return null; end if;
    l.mode := 'holder';
  elsif l.request_id is not null then
    update seals.use_request r set state = 'used' where r.id = l.request_id and r.seal_id = l.seal_id and r.state = 'sealed'
      and r.document_id = l.document_id and r.result->>'digest' = l.digest
      returning (select o.carrier_id from seals.opening o where o.id = r.opening_id), r.decided_by_name into l.carrier_id, l.person_name;
    if l.carrier_id is null then return null; end if;
    l.mode := 'keeper';
  else
    select g.id, g.max_uses is not null into l.grant_id, limited from seals.use_grant g
      where g.seal_id = l.seal_id and g.slug = u->>'slug' and g.document_kind = l.document_kind and g.machine in ('system', u->>'grantee')
        and g.confirmed_at is not null and g.withdrawn_at is null and (g.suspended_at is null or p_sealed_at < g.suspended_at)
        and p_sealed_at between g.valid_from and g.valid_to and (g.max_uses is null or g.uses < g.max_uses)
      order by g.machine = 'system' limit 1;
    if l.grant_id is null then return null; end if;
    if limited then
      -- only grants with a number of uses are counted on their row: others would wait for one another
      update seals.use_grant g set uses = g.uses + 1 where g.id = l.grant_id and g.uses < g.max_uses;
      if not found then return null; end if;
    end if;
    select c.id into l.carrier_id from seals.carrier c where c.seal_id = l.seal_id and c.kind = 'machine';
    if l.carrier_id is null then return null; end if;
    l.mode := 'machine';
  end if;

  l.chain := hashtext(coalesce(l.licence_id, l.document_id)) & 15;
  select * into h from seals.ledger_head where seal_id = l.seal_id and chain = l.chain for update;
  l.seq := h.seq + 1;
  l.hash := seals.ledger_hash(h.hash, l);
  insert into seals.ledger select l.*;
  update seals.ledger_head set seq = l.seq, hash = l.hash where seal_id = l.seal_id and chain = l.chain;
  return case l.mode when 'machine' then 'grant:' || l.grant_id when 'holder' then 'opening:' || l.opening_id else 'request:' || l.request_id end;
end $$;

-- A new seal's 16 chains.
create function seals.open_ledger(p_seal text) returns void language sql as $$
  insert into seals.ledger_head (seal_id, chain, seq, hash)
    select p_seal, n, 0, seals.ledger_origin(p_seal, n::smallint) from generate_series(0, 15) n on conflict do nothing
$$;
