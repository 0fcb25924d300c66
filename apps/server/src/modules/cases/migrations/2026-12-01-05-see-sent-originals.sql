-- 材料寄送 (F203): originals that came by courier are looked at when the parcel is opened
alter table cases.original drop constraint original_place_check;
alter table cases.original add constraint original_place_check check (place in ('window', 'collection', 'courier'));
