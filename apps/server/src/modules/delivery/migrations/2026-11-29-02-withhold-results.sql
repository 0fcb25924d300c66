-- 原件核验 (F091): an original differed when the result was collected; it stays until an official of the case has settled that
alter table delivery.delivery drop constraint delivery_state_check;
alter table delivery.delivery add constraint delivery_state_check
  check (state in ('ready', 'to-send', 'moving', 'out', 'delivered', 'returned', 'published', 'withheld'));
