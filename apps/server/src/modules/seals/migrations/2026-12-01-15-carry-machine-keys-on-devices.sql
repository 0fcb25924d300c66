-- The machine's key of a seal may lie on a key device (cryptographic module, signing service): which one, and what it calls the key. Null: under the
-- installation's secret in seals.key.
alter table seals.carrier add column key_device text, add column key_name text;
alter table seals.carrier add constraint carrier_key_device
  check ((key_device is null) = (key_name is null) and (key_device is null or kind = 'machine'));
create unique index carrier_machine on seals.carrier (seal_id) where kind = 'machine' and state = 'ready';

-- A machine's key that moved leaves its former carrier behind: a use is by the carrier there was when it was sealed.
do $$
declare
  before text := pg_get_functiondef('seals.record_use(jsonb, timestamptz, timestamptz)'::regprocedure);
  after text := replace(before, 'where c.seal_id = l.seal_id and c.kind = ''machine'';',
    'where c.seal_id = l.seal_id and c.kind = ''machine''
      order by c.made_at > p_sealed_at, abs(extract(epoch from c.made_at - p_sealed_at)) limit 1;');
begin
  if after = before then raise exception 'seals.record_use is not what this migration expects'; end if;
  execute after;
end $$;
