-- 自寄来件的查询 (F203): whether its carrier can be asked where a parcel is, and what came of it
alter table delivery.incoming add column tracking text not null default 'none' check (tracking in ('none', 'asked', 'known', 'unknown'));
update delivery.incoming set tracking = 'known' where how = 'pick-up';
