-- the secretary signs first, then the chair; minutes that the chair signed first keep the old word until the second signs
select set_config('tuyen.scope', 'system', true);
alter table consults.minutes drop constraint if exists minutes_status_check;
update consults.minutes set status = 'draft' where status = 'closed';
update consults.minutes set status = 'chair-signed' where status = 'signed';
update consults.minutes m set status = 'secretary-signed' where m.status = 'signed-once'
  and exists (select 1 from consults.signature s where s.minutes_id = m.id and s.slot = 'secretary');
alter table consults.minutes add constraint minutes_status_check
  check (status in ('draft', 'signed-once', 'secretary-signed', 'chair-signed', 'filed'));
select set_config('tuyen.scope', '', true);
comment on table consults.signature is 'Who closed which slot of the minutes: with which certificate, or, where nobody signs digitally, by password and the seal of the system (format seal-ed25519, the serial is the fingerprint of its key).';

create table consults.opinion (
  id uuid primary key,
  opinion_id uuid not null,
  consult_id uuid not null references consults.consult (id),
  version int not null check (version > 0),
  kind text not null check (kind in ('opinion', 'dissent')),
  text text not null check (length(trim(text)) > 0),
  author_id uuid not null references identity.person (id),
  written_at timestamptz not null,
  unique (opinion_id, version)
);
comment on table consults.opinion is 'What each expert holds, a dissent (ý kiến bảo lưu) among them; a new version replaces the one before, which stays.';
comment on column consults.opinion.opinion_id is 'The opinion of which this is a version.';
create index opinion_consult on consults.opinion (consult_id, written_at);

create table consults.informed (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  version int not null check (version > 0),
  who text not null check (who in ('patient', 'relative', 'nobody-reached')),
  name text not null default '',
  how text not null check (how in ('in-person', 'by-phone', 'in-writing', 'not-possible')),
  note text not null default '',
  informed_at timestamptz not null,
  informed_by uuid not null references identity.person (id),
  recorded_at timestamptz not null,
  unique (consult_id, version)
);
comment on table consults.informed is 'Who was told of the remote consultation, by whom, when and how (Decree 96/2023 Art. 88); a correction is a new version.';

create table consults.incident (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  kind text not null check (kind in ('link-lost', 'sound', 'picture', 'images', 'other')),
  text text not null,
  occurred_at timestamptz not null,
  noted_by uuid not null references identity.person (id),
  noted_at timestamptz not null
);
comment on table consults.incident is 'Technical incidents of the session, as people noted them for the minutes.';
create index incident_consult on consults.incident (consult_id, occurred_at);

do $$ declare name text; begin
  foreach name in array array['opinion', 'informed', 'incident'] loop
    execute format('alter table consults.%I enable row level security', name);
    execute format('alter table consults.%I force row level security', name);
    execute format('create policy see on consults.%I using (consults.takes_part(consult_id)) with check (consults.takes_part(consult_id))', name);
    execute format('grant select, insert on consults.%I to tuyen_app', name);
  end loop;
end $$;

create table consults.register_counter (
  facility_id uuid not null references network.facility (id),
  year int not null,
  last int not null,
  primary key (facility_id, year)
);
comment on table consults.register_counter is 'The last number given in the register of consultations (sổ biên bản hội chẩn) of a facility in a year.';
grant select, insert, update on consults.register_counter to tuyen_app;

create table consults.register_entry (
  consult_id uuid primary key references consults.consult (id),
  facility_id uuid not null references network.facility (id),
  year int not null,
  number int not null,
  department text not null,
  entered_at timestamptz not null,
  unique (facility_id, year, number)
);
comment on table consults.register_entry is 'The register of consultations (sổ biên bản hội chẩn) of each asking facility: a consult gets its number of the year when it is first concluded.';
alter table consults.register_entry enable row level security;
alter table consults.register_entry force row level security;
create policy see on consults.register_entry
  using (facility_id = any (platform.actor_facilities()) or consults.takes_part(consult_id))
  with check (consults.takes_part(consult_id));
grant select, insert on consults.register_entry to tuyen_app;

alter table identity.role drop constraint if exists role_role_check;
alter table identity.role add constraint role_role_check
  check (role in ('doctor', 'nurse', 'coordinator', 'administrator', 'technician', 'leader', 'ministry-viewer'));

create or replace function identity.leads(of_facility uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select 1 from identity.role r
    where r.person_id = platform.actor_person() and r.facility_id = of_facility and r.role = 'leader'
      and r.valid_from <= platform.actor_now() and (r.valid_to is null or r.valid_to > platform.actor_now()));
end $$;
comment on function identity.leads(uuid) is 'True when the actor leads the facility now: registers and reviews of it are open to them, not the records.';
create policy leader_reads on consults.register_entry for select using (identity.leads(facility_id));

create table network.support_contract (
  id uuid primary key,
  supporting_facility_id uuid not null references network.facility (id),
  supported_facility_id uuid not null references network.facility (id),
  number text not null check (length(trim(number)) > 0),
  scope text not null,
  valid_from date not null,
  valid_to date,
  registered_by uuid not null,
  registered_at timestamptz not null,
  check (supporting_facility_id <> supported_facility_id),
  check (valid_to is null or valid_to >= valid_from),
  unique (supporting_facility_id, supported_facility_id, number)
);
comment on table network.support_contract is 'Contracts by which one hospital supports another from afar (Decree 96/2023 Art. 88). The last day counts.';
grant select, insert on network.support_contract to tuyen_app;
grant update (valid_to) on network.support_contract to tuyen_app;

create table network.remote_service (
  id uuid primary key,
  facility_id uuid not null references network.facility (id),
  conditions text[] not null,
  published_on date not null,
  ended_on date,
  registered_by uuid not null,
  registered_at timestamptz not null
);
comment on table network.remote_service is 'Remote care that a facility has published (Decree 96/2023 Art. 87), with the conditions (pathway codes or ICD-10) for which it treats patients directly.';
grant select, insert on network.remote_service to tuyen_app;
grant update (ended_on) on network.remote_service to tuyen_app;

alter table consults.consult add column mode text not null default 'inter-facility-support'
  check (mode in ('direct-to-patient', 'via-receiving-facility', 'inter-facility-support', 'teleconsult-mdt'));
comment on column consults.consult.mode is 'On which of the four lawful modes of remote care it rests (Law 15/2023 Art. 64, 80; Decree 96/2023 Art. 87, 88).';
alter table consults.consult add column reason text not null default 'beyond-capacity'
  check (reason in ('beyond-capacity', 'no-progress', 'bad-course', 'other'));
comment on column consults.consult.reason is 'Why a consultation is held (Law 15/2023 Art. 64(1)).';

create table consults.mode_override (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  asking_facility_id uuid not null references network.facility (id),
  mode text not null,
  kind text not null check (kind in ('emergency', 'by-person')),
  missing text[] not null check (cardinality(missing) > 0),
  reason text not null check (length(trim(reason)) > 0),
  by_person uuid not null references identity.person (id),
  at timestamptz not null,
  reviewed_by uuid references identity.person (id),
  reviewed_at timestamptz,
  verdict text check (verdict in ('justified', 'not-justified')),
  review_note text not null default '',
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (verdict is null)),
  check (kind = 'emergency' or reviewed_by <> by_person)
);
comment on table consults.mode_override is 'A consult that went on although a condition of its mode was missing: which, why, who, and what the leader of the asking hospital said of it.';
create index mode_override_consult on consults.mode_override (consult_id);
alter table consults.mode_override enable row level security;
alter table consults.mode_override force row level security;
create policy see on consults.mode_override
  using (consults.takes_part(consult_id)) with check (consults.takes_part(consult_id));
create policy leader on consults.mode_override
  using (identity.leads(asking_facility_id)) with check (identity.leads(asking_facility_id));
grant select, insert on consults.mode_override to tuyen_app;
grant update (reviewed_by, reviewed_at, verdict, review_note) on consults.mode_override to tuyen_app;
