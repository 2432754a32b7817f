create table identity.absence (
  id uuid primary key,
  facility_id uuid not null references network.facility (id),
  person_id uuid not null references identity.person (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null default '',
  recorded_by uuid not null references identity.person (id),
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  check (starts_at < ends_at)
);
comment on table identity.absence is 'When a person is away from a facility: their duties there do not count, and the roster shows the gap.';
create index absence_person on identity.absence (person_id, ends_at) where withdrawn_at is null;
create index absence_facility on identity.absence (facility_id, ends_at) where withdrawn_at is null;

create table identity.shift_swap (
  id uuid primary key,
  facility_id uuid not null references network.facility (id),
  shift_id uuid not null references identity.duty_shift (id) on delete cascade,
  from_person_id uuid not null references identity.person (id),
  to_person_id uuid not null references identity.person (id),
  in_return_shift_id uuid references identity.duty_shift (id) on delete cascade,
  asked_at timestamptz not null,
  answer text check (answer in ('accepted', 'declined', 'withdrawn')),
  answered_at timestamptz,
  check (from_person_id <> to_person_id),
  check ((answer is null) = (answered_at is null))
);
comment on table identity.shift_swap is 'A duty that one person asks another to take, for one of theirs or for none; it changes hands when both have accepted.';
create unique index shift_swap_open on identity.shift_swap (shift_id) where answer is null;

create table identity.holiday (
  date date primary key,
  name_vi text not null,
  name_en text not null,
  source text not null
);
comment on table identity.holiday is 'Public holidays by date; Tết follows the lunar calendar and is announced each year.';

grant select, insert, update on identity.absence, identity.shift_swap to tuyen_app;
grant select, insert, delete on identity.holiday to tuyen_app;
