create schema records;
comment on schema records is 'Patients, encounters, observations, documents, and who may see them on which legal basis.';
grant usage on schema records to tuyen_app;

create table records.patient (
  id uuid primary key,
  full_name text not null,
  name_folded text not null,
  birth_date date,
  birth_year int,
  sex text not null check (sex in ('male', 'female', 'unknown')),
  is_unknown boolean not null default false,
  registered_by uuid not null,
  registered_at_facility_id uuid not null references network.facility (id),
  created_at timestamptz not null
);
comment on table records.patient is 'A patient. Unknown patients bear a temporary label until they are named.';
create index patient_name on records.patient (name_folded);

create table records.patient_identifier (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  system text not null check (system in ('personal-id', 'bhyt', 'mrn', 'temporary')),
  value text not null,
  facility_id uuid not null references network.facility (id),
  status text not null default 'active' check (status in ('active', 'replaced', 'cancelled')),
  created_at timestamptz not null
);
comment on table records.patient_identifier is 'Identifiers of a patient, never keys: personal id (12 digits), insurance card, MRN of a facility, temporary.';
comment on column records.patient_identifier.facility_id is 'The facility that recorded it. Unique there, not across the network: otherwise a stranger could learn who is known elsewhere.';
create unique index patient_identifier_active on records.patient_identifier (system, value, facility_id)
  where status = 'active';
create index patient_identifier_patient on records.patient_identifier (patient_id);

create table records.care_link (
  patient_id uuid not null references records.patient (id),
  facility_id uuid not null references network.facility (id),
  since timestamptz not null,
  primary key (patient_id, facility_id)
);
comment on table records.care_link is 'The facilities that treat a patient; their clinical staff see the record.';

create table records.access_grant (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  person_id uuid not null references identity.person (id),
  consult_id uuid not null,
  basis text not null check (basis in ('emergency-19-1-a', 'written-request', 'other-law')),
  scope text not null default 'record-and-images' check (scope in ('record-and-images')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  withdrawn_at timestamptz,
  granted_by uuid not null,
  created_at timestamptz not null,
  check (starts_at < ends_at)
);
comment on table records.access_grant is 'Sight across hospitals: of whom, for whom, for which consult, on which basis of Law 91/2025, from when to when.';
create index access_grant_person on records.access_grant (person_id, patient_id);
create index access_grant_consult on records.access_grant (consult_id);

create table records.encounter (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  facility_id uuid not null references network.facility (id),
  admission_number text,
  department text not null default '',
  room text not null default '',
  bed text not null default '',
  diagnosis text not null default '',
  admitted_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null
);
comment on table records.encounter is 'A stay or visit of a patient at a facility.';
create index encounter_patient on records.encounter (patient_id, created_at desc);

create table records.observation (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  code text not null,
  value_number numeric,
  value_text text,
  unit text not null default '',
  is_estimated boolean not null default false,
  effective_at timestamptz not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  replaces_id uuid references records.observation (id),
  check (num_nonnulls(value_number, value_text) = 1)
);
comment on table records.observation is 'One measured or reported value with its UCUM unit; a correction is a new row that replaces the old.';
create index observation_patient on records.observation (patient_id, code, effective_at desc);

create table records.note (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  kind text not null check (kind in ('history', 'past-history', 'medication', 'allergy', 'condition', 'progress')),
  text text not null,
  author_id uuid not null,
  recorded_at timestamptz not null,
  replaces_id uuid references records.note (id)
);
comment on table records.note is 'What is written about a patient, by kind; a correction is a new row that replaces the old.';
create index note_patient on records.note (patient_id, recorded_at desc);

create table records.document (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  kind text not null,
  title text not null,
  media_type text not null,
  bytes bytea not null,
  sha256 text not null,
  source_kind text not null,
  source_id uuid not null,
  version int not null,
  filed_by uuid not null,
  filed_at timestamptz not null,
  unique (source_kind, source_id, version)
);
comment on table records.document is 'Documents filed in the record, such as signed minutes; immutable, a correction is a new version.';
create index document_patient on records.document (patient_id, filed_at desc);

-- plpgsql, since it keeps the plan of its query for the session; the same in SQL is planned anew in each statement.
-- The owner alone reads these two tables freely, so that may_see can be asked by the policies of all others.
create function records.may_see(of_patient uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return platform.actor_is_system()
    or exists (select 1 from records.care_link c
      where c.patient_id = of_patient and c.facility_id = any (platform.actor_facilities()))
    or exists (select 1 from records.access_grant g
      where g.patient_id = of_patient and g.person_id = platform.actor_person()
        and g.starts_at <= platform.actor_now() and g.ends_at > platform.actor_now() and g.withdrawn_at is null);
end $$;
comment on function records.may_see(uuid) is 'True when the actor of this transaction may see the record and images of a patient: treats them, or holds a grant that runs now.';

alter table records.patient enable row level security;
alter table records.patient force row level security;
create policy see on records.patient using (records.may_see(id))
  with check (registered_by = platform.actor_person() or records.may_see(id));

alter table records.care_link enable row level security;
alter table records.care_link force row level security;
create policy owner_reads on records.care_link for select to tuyen_owner using (true);
create policy see on records.care_link
  using (platform.actor_is_system() or facility_id = any (platform.actor_facilities()))
  with check (platform.actor_is_system() or facility_id = any (platform.actor_facilities()));

alter table records.access_grant enable row level security;
alter table records.access_grant force row level security;
create policy owner_reads on records.access_grant for select to tuyen_owner using (true);
create policy see on records.access_grant
  using (platform.actor_is_system() or person_id = platform.actor_person() or records.may_see(patient_id))
  with check (platform.actor_is_system() or records.may_see(patient_id));

do $$ declare name text; begin
  foreach name in array array['patient_identifier', 'encounter', 'observation', 'note', 'document'] loop
    execute format('alter table records.%I enable row level security', name);
    execute format('alter table records.%I force row level security', name);
    execute format('create policy see on records.%I using (records.may_see(patient_id)) with check (records.may_see(patient_id))', name);
  end loop;
end $$;

grant select, insert on all tables in schema records to tuyen_app;
grant update (full_name, name_folded, birth_date, birth_year, sex, is_unknown) on records.patient to tuyen_app;
grant update (status) on records.patient_identifier to tuyen_app;
grant update (withdrawn_at, ends_at) on records.access_grant to tuyen_app;
grant update (admission_number, department, room, bed, diagnosis, admitted_at, ended_at) on records.encounter to tuyen_app;
