-- From the taking of a number to the commit of the sealed file the licence to be replaced is held: nothing but that commit may end it, so that a number
-- once taken is always issued. `reserve` locks the row before it inserts, so a change that waited for it sees the reservation here.
create function licences.hold_former() returns trigger language plpgsql as $$
begin
  if new.state <> 'changed' and exists (select from licences.licence n where n.replaces = old.id and n.state = 'reserved') then
    raise exception 'licence % is being replaced; try again when its successor is issued', old.id using errcode = 'object_in_use';
  end if;
  return new;
end $$;
create trigger hold_former before update of state on licences.licence for each row
  when (old.state in ('valid', 'suspended') and new.state is distinct from old.state) execute function licences.hold_former();

-- A licence taken for a case is issued, not deleted: its number would be a gap in the register.
create trigger keep_licences before delete on licences.licence for each statement execute function kernel.refuse_change();
