create table pathways.early_warning (
  patient_id uuid not null references records.patient (id),
  score text not null,
  levels text[] not null default '{}',
  evaluated_at timestamptz not null,
  primary key (patient_id, score)
);
comment on table pathways.early_warning is 'The levels of an early-warning score that the newest values of a patient reached. A level is crossed when it is reached and does not stand here; the row is held while that is decided, so that of two writers the second sees the values of the first.';

create table pathways.warning (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  facility_id uuid not null references network.facility (id),
  score text not null,
  score_version int not null,
  level text not null,
  total numeric,
  at_least numeric not null,
  is_complete boolean not null,
  result jsonb not null,
  since timestamptz not null,
  raised_by uuid not null,
  raised_at timestamptz not null,
  replaced_at timestamptz,
  acknowledged_by uuid references identity.person (id),
  acknowledged_at timestamptz,
  acknowledge_reason text not null default '',
  check (is_complete or total is null),
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
comment on table pathways.warning is 'An early-warning score crossed a level: which values, from when, and who of the treating team has seen it.';
comment on column pathways.warning.facility_id is 'The treating facility where the value was recorded.';
comment on column pathways.warning.result is 'The sentence of the score, the level, the values with their times and points, and what was missing, as it stood.';
comment on column pathways.warning.since is 'The time of the value that crossed.';
comment on column pathways.warning.replaced_at is 'When a higher level of the same score took its place.';
create unique index warning_open on pathways.warning (patient_id, score, level)
  where acknowledged_at is null and replaced_at is null;
create index warning_patient on pathways.warning (patient_id, raised_at desc);

create table pathways.score_approval (
  score text not null,
  version int not null,
  facility_id uuid not null references network.facility (id),
  approved_by uuid not null references identity.person (id),
  approved_at timestamptz not null,
  primary key (score, version, facility_id)
);
comment on table pathways.score_approval is 'Which clinician of a facility approved which version of an early-warning score.';

do $$ declare name text; begin
  foreach name in array array['early_warning', 'warning'] loop
    execute format('alter table pathways.%I enable row level security', name);
    execute format('alter table pathways.%I force row level security', name);
    execute format('create policy see on pathways.%I using (records.may_see(patient_id)) with check (records.may_see(patient_id))', name);
    execute format('grant select, insert on pathways.%I to tuyen_app', name);
  end loop;
end $$;
grant select, insert on pathways.score_approval to tuyen_app;
grant update (levels, evaluated_at) on pathways.early_warning to tuyen_app;
grant update (replaced_at, acknowledged_by, acknowledged_at, acknowledge_reason) on pathways.warning to tuyen_app;
create index task_due on pathways.task (due_at) where done_at is null and replaced_at is null;
