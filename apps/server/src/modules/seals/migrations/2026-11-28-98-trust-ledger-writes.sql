-- The ledger is written by record_use alone, which has just read the seal, the grant and the carrier; they are never deleted. Looking them up again would
-- lock three rows that all uses of a seal share, and each use would wait for the commits of the others.
alter table seals.ledger drop constraint ledger_seal_id_fkey, drop constraint ledger_grant_id_fkey, drop constraint ledger_carrier_id_fkey;
create trigger keep_seals before delete on seals.seal for each statement execute function kernel.refuse_change();
create trigger keep_grants before delete on seals.use_grant for each statement execute function kernel.refuse_change();
create trigger keep_carriers before delete on seals.carrier for each statement execute function kernel.refuse_change();
