-- 行政许可法 第四十四条: the last day to hand a result over; null where the working days until then are not published yet, and in what was recorded before
alter table delivery.delivery add column deliver_by date;
