-- 换用事项新版本: how a case came to the version it has, and the limit it keeps
alter table cases.case add column migrated jsonb;

-- running cases of an office by item and version
create index case_running_version on cases.case (office, slug, item_version, submitted_at, id) where state not in ('closed', 'vertical');
