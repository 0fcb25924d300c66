-- Keys that answer for certificates (OCSP) and stamp time (RFC 3161) for others.
alter table seals.certificate drop constraint certificate_kind;
alter table seals.certificate add constraint certificate_kind
  check (kind in ('root', 'issuing', 'maker', 'code', 'ocsp', 'time-stamp', 'office', 'firm', 'person'));
alter table seals.document_certificate drop constraint document_certificate_kind_check;
alter table seals.document_certificate add constraint document_certificate_kind_check check (kind in ('root', 'time-stamp', 'ocsp', 'office'));
