-- only cases that people have: what the machine decides by itself never enters it, and pays nothing for it
drop index cases.case_running_version;
create index case_version_with_people on cases.case (office, slug, item_version, submitted_at, id)
  where state in ('intake', 'correction', 'originals', 'review', 'procedure', 'returned');
