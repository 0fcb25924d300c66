-- Actions are most of what grows: each year's in a table of their own, so that a year whose time of keeping is over goes by `detach partition` and not by deleting a hundred
-- million rows. Case ids begin with their time (kernel/ids.ts), so the year a case was filed in is a range of them, and a case's actions lie together.
create function cases.case_ids_from(at timestamptz) returns text language sql immutable
return (
  select string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (((extract(epoch from at) * 1000)::bigint >> shift) & 31)::int, 1), '' order by shift desc)
  from generate_series(0, 45, 5) shift
);

-- idempotent; a year begins at midnight in Shanghai
create function cases.add_action_year(year int) returns void language plpgsql as $$
declare
  part text := 'action_' || year;
begin
  if to_regclass('cases.' || part) is not null then return; end if;
  execute format('create table cases.%I partition of cases.action for values from (%L) to (%L)', part,
    cases.case_ids_from(make_timestamptz(year, 1, 1, 0, 0, 0, 'Asia/Shanghai')), cases.case_ids_from(make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai')));
  -- triggers of statements on the whole do not see statements on a part
  execute format('create trigger append_only before update or delete on cases.%I for each statement execute function kernel.refuse_change()', part);
  execute format('create trigger append_only_truncate before truncate on cases.%I for each statement execute function kernel.refuse_change()', part);
end $$;

do $$
declare
  until int := extract(year from now() at time zone 'Asia/Shanghai')::int + 1;
  before text := 'action_' || (until - 1);
  -- views over the actions are made anew as they are: they hold on to the table, not to its name
  views jsonb;
  v jsonb;
begin
  with recursive over (view) as (
    select r.ev_class from pg_depend d join pg_rewrite r on r.oid = d.objid where d.refobjid = 'cases.action'::regclass and d.classid = 'pg_rewrite'::regclass
    union select r.ev_class from over o join pg_depend d on d.refobjid = o.view and d.classid = 'pg_rewrite'::regclass join pg_rewrite r on r.oid = d.objid
      where r.ev_class <> o.view)
  select coalesce(jsonb_agg(jsonb_build_object('name', view::regclass::text, 'query', pg_get_viewdef(view)) order by view), '[]') into views from (select distinct view from over) x;
  for v in select value from jsonb_array_elements(views) with ordinality e(value, n) order by n desc loop
    execute format('drop view %s', v->>'name');
  end loop;

  execute format('alter table cases.action rename to %I', before);
  execute format('alter table cases.%I drop constraint action_id_key', before);
  execute format('alter index cases.action_pkey rename to %I', before || '_pkey');
  execute format('alter index cases.action_request rename to %I', before || '_request');
  execute format('create table cases.action (like cases.%I including defaults including constraints, primary key (case_id, seq)) partition by range (case_id)', before);
  create unique index action_request on cases.action (case_id, kind, request_id) where request_id is not null;
  execute format('alter table cases.action attach partition cases.%I for values from (minvalue) to (%L)', before,
    cases.case_ids_from(make_timestamptz(until, 1, 1, 0, 0, 0, 'Asia/Shanghai')));
  create trigger append_only before update or delete on cases.action for each statement execute function kernel.refuse_change();
  create trigger append_only_truncate before truncate on cases.action for each statement execute function kernel.refuse_change();
  perform cases.add_action_year(until);
  perform cases.add_action_year(until + 1);

  for v in select value from jsonb_array_elements(views) with ordinality e(value, n) order by n loop
    execute format('create view %s as %s', v->>'name', v->>'query');
  end loop;
end $$;

-- nothing is refused for want of a year
create table cases.action_later partition of cases.action default;
create trigger append_only before update or delete on cases.action_later for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on cases.action_later for each statement execute function kernel.refuse_change();
