-- The key that signs what QR codes of licences say (X08), and the lists of licences that ended.
alter table seals.certificate drop constraint certificate_kind;
alter table seals.certificate add constraint certificate_kind check (kind in ('root', 'issuing', 'maker', 'code', 'office', 'firm', 'person'));
drop index seals.certificate_authority;
create unique index certificate_authority on seals.certificate (kind) where kind in ('root', 'issuing', 'maker', 'code') and revoked_at is null;
