-- Keys of seals on hardware (智能密码钥匙): nothing of such a key is kept here, so its certificate names no wrapped key. `label` is what the token calls itself.
alter table seals.certificate alter column key_id drop not null;
alter table seals.carrier add column label text;
-- one key, one seal, once: a key that carried another seal cannot be brought again
alter table seals.carrier add column public_key bytea unique;
alter table seals.carrier add constraint carrier_hardware check ((kind = 'hardware') = (public_key is not null));

-- A keeper's sealing between its two halves: what his key is to sign was handed out, and comes back signed within minutes or not at all.
create table seals.key_sealing (
  id text primary key,
  seal_id text not null references seals.seal,
  carrier_id text not null references seals.carrier,
  actor text not null,
  -- stands in the signatures
  sealed_at timestamptz not null,
  expires_at timestamptz not null,
  -- request id → opening id
  openings jsonb not null,
  used_at timestamptz
);
create index key_sealing_carrier on seals.key_sealing (carrier_id, sealed_at);
