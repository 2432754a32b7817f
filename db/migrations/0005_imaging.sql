create schema imaging;
comment on schema imaging is 'Studies that arrived, whose they are, and who may open them.';
grant usage on schema imaging to tuyen_app;

create table imaging.study (
  id uuid primary key,
  study_uid text not null unique,
  archive_id text not null unique,
  patient_id uuid references records.patient (id),
  facility_id uuid references network.facility (id),
  modality text not null default '',
  description text not null default '',
  sent_patient_id text not null default '',
  sent_patient_name text not null default '',
  sent_birth_date text not null default '',
  sent_sex text not null default '',
  sent_issuer text not null default '',
  started_at timestamptz,
  first_arrived_at timestamptz not null,
  last_arrived_at timestamptz not null,
  series_count int not null default 0,
  instance_count int not null default 0,
  is_complete boolean not null default false,
  source text not null check (source in ('c-store', 'upload')),
  matched_by text check (matched_by in ('identifier', 'person', 'upload')),
  matched_at timestamptz,
  match_person_id uuid,
  check ((patient_id is null) = (matched_by is null))
);
comment on table imaging.study is 'A DICOM study in the archive. Without a patient it waits in the queue for a person; it is never matched by name.';
comment on column imaging.study.archive_id is 'The id under which Orthanc keeps the study; it never leaves the server.';
comment on column imaging.study.sent_patient_id is 'PatientID (0010,0020) as sent.';
create index study_patient on imaging.study (patient_id, first_arrived_at desc);
create index study_waiting on imaging.study (facility_id, first_arrived_at desc) where patient_id is null;

create table imaging.sender (
  aet text primary key,
  facility_id uuid not null references network.facility (id)
);
comment on table imaging.sender is 'Which modality or PACS (by its AE title) belongs to which facility; identifiers are looked up there only.';

create table imaging.archive_cursor (
  name text primary key,
  last_change bigint not null
);
comment on table imaging.archive_cursor is 'Up to which change of the archive the worker has read.';

create table imaging.opening (
  study_id uuid not null references imaging.study (id),
  person_id uuid not null,
  first_opened_at timestamptz not null,
  primary key (study_id, person_id)
);
comment on table imaging.opening is 'When a person first opened a study.';

alter table imaging.study enable row level security;
alter table imaging.study force row level security;
create policy see on imaging.study
  using (platform.actor_is_system()
    or (patient_id is not null and records.may_see(patient_id))
    or (patient_id is null and facility_id = any (platform.actor_facilities())))
  with check (platform.actor_is_system()
    or (patient_id is not null and records.may_see(patient_id))
    or (patient_id is null and facility_id = any (platform.actor_facilities())));

grant select, insert, update on imaging.study, imaging.archive_cursor to tuyen_app;
grant select, insert on imaging.opening to tuyen_app;
grant select on imaging.sender to tuyen_app;
