-- As before, but an entry may name who acted when that was not the one who gave the command, and the job queue is asked to take back only what it has,
-- key by key: a list as parameter is planned anew with each command.
create or replace function kernel.record_command(
  p_actor text, p_command text, p_request text, p_result jsonb, p_at timestamptz,
  p_audit jsonb, p_access jsonb, p_events jsonb, p_jobs jsonb, p_removed text[])
returns void language plpgsql as $$
declare
  e jsonb;
  c smallint;
  h audit.head;
  who text;
  k text;
begin
  if p_access <> '[]'::jsonb then
    insert into audit.access (id, subject_kind, subject_id, at, who, what, purpose, case_number)
    select x->>'id', x->>'subjectKind', x->>'subjectId', p_at, x->'who', x->'what', x->'purpose', x->>'caseNumber'
    from jsonb_array_elements(p_access) x;
  end if;
  if p_events <> '[]'::jsonb then
    insert into kernel.outbox (id, name, payload, at)
    select x->>'id', x->>'name', x->'payload', p_at from jsonb_array_elements(p_events) x;
  end if;
  for e in select * from jsonb_array_elements(p_jobs) loop
    if e->>'key' is not null then
      perform graphile_worker.remove_job(key) from graphile_worker.jobs where key = e->>'key';
      delete from kernel.later where key = e->>'key';
    end if;
    if (e->>'runAt')::timestamptz > p_at then
      insert into kernel.later (key, task, payload, run_at, max_attempts)
      values (e->>'key', e->>'task', e->'payload', (e->>'runAt')::timestamptz, (e->>'maxAttempts')::int);
    else
      perform graphile_worker.add_job(
        identifier => e->>'task', payload => (e->'payload')::json, run_at => (e->>'runAt')::timestamptz,
        max_attempts => (e->>'maxAttempts')::int, job_key => e->>'key');
    end if;
  end loop;
  foreach k in array p_removed loop
    delete from kernel.later where key = k;
    perform graphile_worker.remove_job(key) from graphile_worker.jobs where key = k;
  end loop;
  if p_request is not null then
    update kernel.idempotency set result = p_result, done = true where actor = p_actor and command = p_command and request_id = p_request;
  end if;
  -- last, and in the order of chains: the heads stay locked until the commit
  for e in select x from jsonb_array_elements(p_audit) with ordinality t(x, n) order by (hashtext(x->>'subject') & 63), n loop
    c := hashtext(e->>'subject') & 63;
    who := coalesce(e->>'by', p_actor);
    select * into h from audit.head where chain = c for update;
    h.seq := h.seq + 1;
    h.hash := audit.entry_hash(h.hash, h.seq, e->>'id', p_at, who, p_command, e->>'action', e->>'subject', e->>'body');
    insert into audit.entry values (c, h.seq, e->>'id', p_at, who, p_command, e->>'action', e->>'subject', e->>'body', h.hash);
    update audit.head set seq = h.seq, hash = h.hash where chain = c;
  end loop;
end $$;
