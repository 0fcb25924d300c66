-- Cases of an office that are in a vertical system, those that went first at the top.
create index case_away on cases.case (office, submitted_at, id) where state = 'vertical';

-- A way over for whoever stands at a window or a kiosk, to be opened on his own phone: by the hash of its code, once, for some minutes. The ticket is made when it is opened.
create table cases.vertical_pass (
  hash text primary key,
  case_id text not null references cases.case,
  person_id text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index vertical_pass_case on cases.vertical_pass (case_id);
