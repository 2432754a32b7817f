create table identity.notice_setting (
  person_id uuid primary key references identity.person (id),
  is_on boolean not null,
  quiet_from text check (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  quiet_to text check (quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  quiet_weekdays int[] not null default '{}' check (quiet_weekdays <@ array[1, 2, 3, 4, 5, 6, 7]),
  set_at timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null)),
  check ((quiet_from is null) = (cardinality(quiet_weekdays) = 0)),
  check (quiet_from is distinct from quiet_to or quiet_from is null)
);
comment on table identity.notice_setting is 'Whether a person wants notices outside the app of what is no emergency, and the hours in which they wait. No emergency asks it. Without a row: wanted, at any hour.';
comment on column identity.notice_setting.quiet_from is 'Local time at which the quiet hours begin, on the clocks of Vietnam; when they end earlier than they begin they end the next day.';
comment on column identity.notice_setting.quiet_weekdays is 'The days on which they begin: 1 is Monday, 7 is Sunday.';
grant select, insert, update on identity.notice_setting to tuyen_app;
