-- the root answers for the certificate of its issuing authority by a responder of its own (RFC 6960 §4.2.2.2)
alter table seals.certificate drop constraint certificate_kind;
alter table seals.certificate add constraint certificate_kind
  check (kind in ('root', 'issuing', 'maker', 'code', 'root-ocsp', 'ocsp', 'time-stamp', 'office', 'firm', 'person'));
