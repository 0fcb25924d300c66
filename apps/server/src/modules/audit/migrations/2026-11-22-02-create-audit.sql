create schema audit;

-- 64 chains: entries of one subject stand in one chain, and commits of different subjects seldom wait for one another.
create table audit.head (
  chain smallint primary key,
  seq bigint not null,
  hash bytea not null
);
insert into audit.head select n, 0, sha256(convert_to('miaopi audit chain ' || n, 'utf8')) from generate_series(0, 63) n;

create table audit.entry (
  chain smallint not null,
  seq bigint not null,
  id text not null,
  at timestamptz not null,
  actor text not null,
  command text not null,
  action text not null,
  subject text not null,
  body text not null,
  hash bytea not null,
  primary key (chain, seq)
);
create index entry_subject on audit.entry (subject, at);
create trigger append_only before update or delete on audit.entry for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on audit.entry for each statement execute function kernel.refuse_change();

-- The bytes a hash is over: the fields joined by a separator no field can hold.
create function audit.entry_hash(prev bytea, seq bigint, id text, at timestamptz, actor text, command text, action text, subject text, body text)
returns bytea language sql immutable as $$
  select sha256(prev || convert_to(concat_ws(chr(31), seq, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, command, action, subject, body), 'utf8'))
$$;

create table audit.access (
  id text primary key,
  subject_kind text not null check (subject_kind in ('person', 'firm')),
  subject_id text not null,
  at timestamptz not null,
  who jsonb not null,
  what jsonb not null,
  purpose jsonb not null,
  case_number text
);
create index access_subject on audit.access (subject_kind, subject_id, at desc, id desc);
create trigger append_only before update or delete on audit.access for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on audit.access for each statement execute function kernel.refuse_change();

-- One call just before each commit: audit chain, access log, outbox, jobs, idempotency.
create function kernel.record_command(
  p_actor text, p_command text, p_request text, p_result jsonb, p_at timestamptz,
  p_audit jsonb, p_access jsonb, p_events jsonb, p_jobs jsonb, p_removed text[])
returns void language plpgsql as $$
declare
  e jsonb;
  c smallint;
  h audit.head;
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
    perform graphile_worker.add_job(
      identifier => e->>'task', payload => (e->'payload')::json, run_at => (e->>'runAt')::timestamptz,
      max_attempts => (e->>'maxAttempts')::int, job_key => e->>'key');
  end loop;
  if cardinality(p_removed) > 0 then
    perform graphile_worker.remove_job(k) from unnest(p_removed) k;
  end if;
  if p_request is not null then
    update kernel.idempotency set result = p_result, done = true where actor = p_actor and command = p_command and request_id = p_request;
  end if;
  -- last, and in the order of chains: the heads stay locked until the commit
  for e in select x from jsonb_array_elements(p_audit) with ordinality t(x, n) order by (hashtext(x->>'subject') & 63), n loop
    c := hashtext(e->>'subject') & 63;
    select * into h from audit.head where chain = c for update;
    h.seq := h.seq + 1;
    h.hash := audit.entry_hash(h.hash, h.seq, e->>'id', p_at, p_actor, p_command, e->>'action', e->>'subject', e->>'body');
    insert into audit.entry values (c, h.seq, e->>'id', p_at, p_actor, p_command, e->>'action', e->>'subject', e->>'body', h.hash);
    update audit.head set seq = h.seq, hash = h.hash where chain = c;
  end loop;
end $$;
