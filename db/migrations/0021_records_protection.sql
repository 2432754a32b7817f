create table records.protection (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  record_kind text not null check (record_kind in ('note', 'observation', 'document', 'encounter')),
  record_id uuid not null,
  category text not null check (category in ('HIV', 'OST', 'DRUG_TEST', 'PSY', 'ART_DONOR', 'SURROGACY', 'FETAL_SEX',
    'TRANSPLANT', 'GENDER_REASSIGN', 'GENETIC', 'DV', 'CHILD_ABUSE')),
  flagged_by uuid not null,
  flagged_at timestamptz not null,
  unique (record_kind, record_id, category)
);
comment on table records.protection is 'Specially protected facts, flagged one by one and never at the patient: what they say is sent to nobody who did not unlock it.';
create index protection_patient on records.protection (patient_id);

create table records.unlock (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  person_id uuid not null references identity.person (id),
  record_kind text not null check (record_kind in ('note', 'observation', 'document', 'encounter')),
  record_id uuid not null,
  reason text not null check (length(trim(reason)) > 0),
  unlocked_at timestamptz not null,
  ends_at timestamptz not null,
  check (unlocked_at < ends_at)
);
comment on table records.unlock is 'One person read one protected fact, for a reason, until a moment.';
create index unlock_person on records.unlock (person_id, patient_id);

create table records.break_glass (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  person_id uuid not null references identity.person (id),
  facility_id uuid not null references network.facility (id),
  reason text not null check (length(trim(reason)) >= 10),
  at timestamptz not null,
  ends_at timestamptz not null,
  reviewed_by uuid references identity.person (id),
  reviewed_at timestamptz,
  verdict text check (verdict in ('justified', 'not-justified')),
  review_note text not null default '',
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (verdict is null)),
  check (reviewed_by <> person_id),
  check (verdict is distinct from 'not-justified' or length(trim(review_note)) > 0)
);
comment on table records.break_glass is 'Somebody saw a patient in an emergency without being asked: why, until when, and what the leader of the hospital that treats the patient said of it.';
comment on column records.break_glass.facility_id is 'The facility at which the one who looked works.';
comment on column records.access_grant.consult_id is 'The consult, or the breaking of the glass, for which it was granted.';
create index break_glass_open on records.break_glass (at) where reviewed_at is null;

create table records.legal_hold (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  reason text not null check (length(trim(reason)) > 0),
  placed_by uuid not null references identity.person (id),
  placed_at timestamptz not null,
  lifted_by uuid references identity.person (id),
  lifted_at timestamptz,
  lift_reason text not null default '',
  check ((lifted_by is null) = (lifted_at is null))
);
comment on table records.legal_hold is 'While one is placed nothing of the record is destroyed, whatever the retention says.';
create unique index legal_hold_open on records.legal_hold (patient_id) where lifted_at is null;

create function records.led(of_patient uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select 1 from records.care_link c where c.patient_id = of_patient and identity.leads(c.facility_id));
end $$;
comment on function records.led(uuid) is 'True when the actor leads a facility that treats the patient.';

do $$ declare name text; begin
  foreach name in array array['protection', 'unlock', 'legal_hold'] loop
    execute format('alter table records.%I enable row level security', name);
    execute format('alter table records.%I force row level security', name);
    execute format('create policy see on records.%I using (records.may_see(patient_id)) with check (records.may_see(patient_id))', name);
  end loop;
end $$;
create policy leader on records.legal_hold using (records.led(patient_id)) with check (records.led(patient_id));

alter table records.break_glass enable row level security;
alter table records.break_glass force row level security;
create policy see on records.break_glass for select
  using (platform.actor_is_system() or person_id = platform.actor_person() or identity.leads(facility_id)
    or records.led(patient_id));
create policy break on records.break_glass for insert with check (platform.actor_is_system());
create policy review on records.break_glass for update
  using (records.led(patient_id)) with check (records.led(patient_id));

grant select, insert on records.protection, records.unlock, records.break_glass, records.legal_hold to tuyen_app;
grant update (reviewed_by, reviewed_at, verdict, review_note) on records.break_glass to tuyen_app;
grant update (lifted_by, lifted_at, lift_reason) on records.legal_hold to tuyen_app;
