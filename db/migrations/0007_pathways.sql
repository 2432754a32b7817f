create schema pathways;
comment on schema pathways is 'Pathways as data, and the one ledger of milestones.';
grant usage on schema pathways to tuyen_app;

create table pathways.pathway (
  code text not null,
  version int not null,
  document jsonb not null,
  created_at timestamptz not null,
  primary key (code, version)
);
comment on table pathways.pathway is 'Versions of pathways; a running case keeps its own version.';

create table pathways.run (
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid not null references records.patient (id),
  code text not null,
  version int not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (subject_kind, subject_id),
  foreign key (code, version) references pathways.pathway (code, version)
);
comment on table pathways.run is 'A pathway that runs for a subject; events about the patient become milestones of the runs that have not ended.';
create index run_patient on pathways.run (patient_id) where ended_at is null;

create table pathways.milestone (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid not null references records.patient (id),
  code text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  source text not null,
  typed_by uuid,
  version int not null default 1,
  replaced_at timestamptz,
  unique (subject_kind, subject_id, code, version)
);
comment on table pathways.milestone is 'The ledger of clocks: occurred_at comes from the source; what only a human knows is typed, marked and versioned.';
create index milestone_subject on pathways.milestone (subject_kind, subject_id, occurred_at);
create unique index milestone_live on pathways.milestone (subject_kind, subject_id, code) where replaced_at is null;

create table pathways.approval (
  code text not null,
  version int not null,
  facility_id uuid not null references network.facility (id),
  approved_by uuid not null references identity.person (id),
  approved_at timestamptz not null,
  primary key (code, version, facility_id),
  foreign key (code, version) references pathways.pathway (code, version)
);
comment on table pathways.approval is 'Which clinician of a facility approved which version of a pathway.';

alter table pathways.run enable row level security;
alter table pathways.run force row level security;
create policy see on pathways.run using (records.may_see(patient_id)) with check (records.may_see(patient_id));
alter table pathways.milestone enable row level security;
alter table pathways.milestone force row level security;
create policy see on pathways.milestone using (records.may_see(patient_id)) with check (records.may_see(patient_id));

grant select, insert on all tables in schema pathways to tuyen_app;
grant update (ended_at) on pathways.run to tuyen_app;
grant update (replaced_at) on pathways.milestone to tuyen_app;
