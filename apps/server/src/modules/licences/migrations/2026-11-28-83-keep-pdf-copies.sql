-- The signed PDF copy of a licence: made once, its seal's use in the ledger.
create table licences.pdf_copy (
  -- by this id it stands in the ledger of the seal
  id text primary key,
  licence_id text not null unique references licences.licence,
  region text not null,
  file_key text not null unique,
  digest text not null,
  made_at timestamptz not null,
  made_for text not null
);
create trigger append_only before update or delete on licences.pdf_copy for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on licences.pdf_copy for each statement execute function kernel.refuse_change();
