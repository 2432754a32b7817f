-- A patient who is moved to another hospital on advice: bed, road, handover at both ends, letter.
create table consults.transfer (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  patient_id uuid not null references records.patient (id),
  pathway text not null,
  pathway_version int not null,
  from_facility_id uuid not null references network.facility (id),
  to_facility_id uuid not null references network.facility (id),
  status text not null check (status in ('requested', 'bed-confirmed', 'departed', 'arrived', 'refused', 'cancelled')),
  reason text not null,
  requested_by uuid not null references identity.person (id),
  requested_at timestamptz not null,
  answered_by uuid references identity.person (id),
  answered_at timestamptz,
  ward text not null default '',
  bed text not null default '',
  refusal_reason text,
  transport text not null default '',
  escort_name text not null default '',
  escort_title text not null default '',
  ambulance_at timestamptz,
  departed_at timestamptz,
  arrived_at timestamptz,
  received_by uuid references identity.person (id),
  cancelled_at timestamptz,
  cancelled_by uuid references identity.person (id),
  cancel_reason text,
  check (from_facility_id <> to_facility_id),
  check ((answered_by is null) = (answered_at is null)),
  check ((status = 'refused') = (refusal_reason is not null)),
  check ((status = 'cancelled') = (cancelled_at is not null)),
  check (status <> 'arrived' or arrived_at is not null)
);
comment on table consults.transfer is 'A patient moved to another hospital on advice: asked, bed confirmed, departed, arrived; or refused or cancelled with a reason.';
comment on column consults.transfer.pathway is 'The pathway of the consult, whose target for door in to door out holds; the receiving hospital does not see the consult.';
create unique index transfer_one_open on consults.transfer (consult_id) where status in ('requested', 'bed-confirmed', 'departed');
comment on index consults.transfer_one_open is 'One hospital is asked at a time, also when two people press at once.';
create index transfer_to on consults.transfer (to_facility_id, requested_at desc);
create index transfer_from on consults.transfer (from_facility_id, requested_at desc);

create table consults.handover (
  transfer_id uuid not null references consults.transfer (id),
  side text not null check (side in ('out', 'in')),
  version int not null,
  content jsonb not null,
  written_by uuid not null references identity.person (id),
  written_at timestamptz not null,
  signed_by uuid references identity.person (id),
  signed_at timestamptz,
  primary key (transfer_id, side, version),
  check ((signed_by is null) = (signed_at is null))
);
comment on table consults.handover is 'What is handed over (ISBAR) when the patient leaves and when they arrive; each change is a new version, signed with the password.';

create table consults.transfer_letter (
  transfer_id uuid not null references consults.transfer (id),
  version int not null,
  fields jsonb not null,
  written_by uuid not null references identity.person (id),
  written_at timestamptz not null,
  facility_id uuid not null references network.facility (id),
  number_year int,
  number int,
  issued_at timestamptz,
  valid_until date,
  primary key (transfer_id, version),
  unique (facility_id, number_year, number),
  check (num_nulls(number_year, number, issued_at, valid_until) in (0, 4))
);
comment on table consults.transfer_letter is 'The referral letter as its 39 fields: drafts, and the issued one with its number and the last day on which it holds.';

alter table consults.transfer enable row level security;
alter table consults.transfer force row level security;
create policy see on consults.transfer
  using (consults.takes_part(consult_id) or (to_facility_id = any (platform.actor_facilities())
    and (status not in ('refused', 'cancelled') or answered_by = platform.actor_person())))
  with check (consults.takes_part(consult_id) or to_facility_id = any (platform.actor_facilities()));

do $$ declare name text; begin
  foreach name in array array['handover', 'transfer_letter'] loop
    execute format('alter table consults.%I enable row level security', name);
    execute format('alter table consults.%I force row level security', name);
    execute format('create policy see on consults.%I using (exists (select 1 from consults.transfer t where t.id = transfer_id)) with check (exists (select 1 from consults.transfer t where t.id = transfer_id))', name);
  end loop;
end $$;
create policy owner_counts on consults.transfer_letter for select to tuyen_owner using (true);

create function consults.next_letter_number(of_facility uuid, of_year int) returns int
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('letter ' || of_facility, of_year));
  return (select coalesce(max(l.number), 0) + 1 from consults.transfer_letter l
    where l.facility_id = of_facility and l.number_year = of_year);
end $$;
comment on function consults.next_letter_number(uuid, int) is 'The next number of a referral letter of a facility in a year; two who issue at once get different ones.';

grant select, insert, update on consults.transfer, consults.transfer_letter to tuyen_app;
grant select, insert on consults.handover to tuyen_app;
grant update (signed_by, signed_at) on consults.handover to tuyen_app;
