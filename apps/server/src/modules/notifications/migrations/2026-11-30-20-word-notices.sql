-- The operator's words for an occasion and a way of telling; the newest version counts. Without texts: back to the shipped ones.
create table notifications.template_version (
  event text not null,
  -- page: what stands on the messages page, and goes out by the others where they have no words of their own
  channel text not null check (channel in ('page', 'sms', 'email', 'push')),
  version int not null check (version > 0),
  title jsonb,
  body jsonb,
  by_staff text not null,
  by_name text not null,
  by_number text not null,
  at timestamptz not null,
  primary key (event, channel, version),
  check (title is null or body is not null)
);
create trigger append_only before update or delete on notifications.template_version for each statement execute function kernel.refuse_change();
create trigger append_only_truncate before truncate on notifications.template_version for each statement execute function kernel.refuse_change();

-- {"sms": {"body": {"zh", "en"}}}: what a message says by a channel, where it is not what stands on the page.
alter table notifications.message add column wording jsonb;
