-- 验章 on arrival (F145, F148): an original is sealed and its seals were found right when it came in; everything else counts as a copy.
-- Files of former times were not looked at: they count as copies.
alter table materials.file
  add column standing text not null default 'copy' check (standing in ('original', 'copy')),
  -- who signed and how it was judged, as of the upload
  add column verdict jsonb;
