-- F167: the head of a service centre reads the complaints of its region's offices
alter table identity.office add column service_centre boolean not null default false;
-- offices registered before bear it in their name
update identity.office set service_centre = true where name_zh like '%政务服务中心';
