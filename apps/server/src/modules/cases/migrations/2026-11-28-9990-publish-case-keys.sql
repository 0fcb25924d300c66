-- Beside the six tables of the data standard: which case a number is, whose, of which office and item. Read by the standard module to filter and to log looks.
create view standard.case_key as
select
  c.exchange_number as number,
  c.id as case_id,
  c.number as short_number,
  c.office,
  c.office_name,
  c.region,
  c.slug,
  c.item_version,
  c.item_name,
  c.applicant_kind,
  c.applicant_id,
  c.submitted_at,
  c.due_on,
  c.licence_id
from cases.case c;
