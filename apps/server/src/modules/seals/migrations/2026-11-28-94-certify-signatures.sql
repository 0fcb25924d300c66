-- Certificates for one signature on a PDF (事件证书): the P-256 key lives in memory for minutes, the carrier's own key has agreed to it (consent: SM2 over what
-- domain/signature-consent.ts writes). Nothing to revoke: it is over within the hour, and the signature is time-stamped.
create table seals.signature_certificate (
  id text primary key,
  seal_id text not null references seals.seal,
  carrier_id text not null references seals.carrier,
  opening_id text not null unique,
  serial text not null unique,
  der bytea not null,
  consent text not null,
  consent_signature bytea not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null
);
create trigger append_only before update or delete on seals.signature_certificate for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on seals.signature_certificate for each statement execute function kernel.refuse_change();
