alter table records.encounter add column reason text not null default '';
comment on column records.encounter.reason is 'Why the patient came, in words (lý do vào viện).';
grant update (reason) on records.encounter to tuyen_app;

-- at most one open stay of a patient at a facility; of two that were opened beside each other the older ends
select set_config('tuyen.scope', 'system', true);
update records.encounter e set ended_at = e.created_at
  where e.ended_at is null and exists (select 1 from records.encounter n
    where n.patient_id = e.patient_id and n.facility_id = e.facility_id and n.ended_at is null
      and (n.created_at, n.id) > (e.created_at, e.id));
select set_config('tuyen.scope', '', true);
create unique index encounter_open on records.encounter (patient_id, facility_id) where ended_at is null;

alter table records.patient_identifier add column ended_at timestamptz;
alter table records.patient_identifier add column ended_by uuid;
comment on column records.patient_identifier.ended_by is 'Who said that it is not, or no longer, of this patient.';
grant update (ended_at, ended_by) on records.patient_identifier to tuyen_app;

create table records.patient_version (
  id uuid primary key default gen_random_uuid(),
  patient_id uuid not null references records.patient (id),
  full_name text not null,
  birth_date date,
  birth_year int,
  sex text not null,
  is_unknown boolean not null,
  changed_by uuid not null,
  changed_at timestamptz not null
);
comment on table records.patient_version is 'What stood of a patient before each correction, with who corrected it and when; written by the database itself.';
create index patient_version_patient on records.patient_version (patient_id, changed_at desc);

create table records.encounter_version (
  id uuid primary key default gen_random_uuid(),
  encounter_id uuid not null references records.encounter (id),
  patient_id uuid not null references records.patient (id),
  admission_number text,
  department text not null,
  room text not null,
  bed text not null,
  reason text not null,
  diagnosis text not null,
  admitted_at timestamptz,
  ended_at timestamptz,
  changed_by uuid not null,
  changed_at timestamptz not null
);
comment on table records.encounter_version is 'What stood of a stay before each change, with who changed it and when; written by the database itself.';
create index encounter_version_patient on records.encounter_version (patient_id, changed_at desc);

create function records.keep_patient() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into records.patient_version (patient_id, full_name, birth_date, birth_year, sex, is_unknown, changed_by, changed_at)
    values (old.id, old.full_name, old.birth_date, old.birth_year, old.sex, old.is_unknown,
      coalesce(platform.actor_person(), '00000000-0000-0000-0000-000000000000'), platform.actor_now());
  return new;
end $$;
comment on function records.keep_patient() is 'Keeps what stood of a patient before a correction.';
create trigger keep before update on records.patient for each row when (old.* is distinct from new.*)
  execute function records.keep_patient();

create function records.keep_encounter() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into records.encounter_version (encounter_id, patient_id, admission_number, department, room, bed, reason,
      diagnosis, admitted_at, ended_at, changed_by, changed_at)
    values (old.id, old.patient_id, old.admission_number, old.department, old.room, old.bed, old.reason,
      old.diagnosis, old.admitted_at, old.ended_at, platform.actor_person(), platform.actor_now());
  return new;
end $$;
comment on function records.keep_encounter() is 'Keeps what stood of a stay before a change.';
create trigger keep before update on records.encounter for each row when (old.* is distinct from new.*)
  execute function records.keep_encounter();

alter table records.patient_version enable row level security;
alter table records.patient_version force row level security;
create policy see on records.patient_version for select using (records.may_see(patient_id));
create policy owner_keeps on records.patient_version for insert to tuyen_owner with check (true);

alter table records.encounter_version enable row level security;
alter table records.encounter_version force row level security;
create policy see on records.encounter_version for select using (records.may_see(patient_id));
create policy owner_keeps on records.encounter_version for insert to tuyen_owner with check (true);

grant select on records.patient_version, records.encounter_version to tuyen_app;
