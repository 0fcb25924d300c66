-- living figures of the portal: counted from the events, so that no page ever counts cases
create table cases.figure (
  day date not null,
  slug text not null,
  submitted int not null default 0,
  decided int not null default 0,
  automatic int not null default 0,
  primary key (day, slug)
);
-- durations from submission to closing of automatic cases, in steps of about 7 % (bucket = round(10 · ln(ms)))
create table cases.duration (
  day date not null,
  slug text not null,
  bucket int not null,
  n int not null,
  primary key (day, slug, bucket)
);
