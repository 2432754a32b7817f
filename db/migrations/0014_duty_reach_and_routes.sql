-- Who is asked when the first hospital does not answer, what a facility can do, how far it is.
create table network.backup (
  facility_id uuid not null references network.facility (id),
  specialty text not null references network.specialty (code),
  backup_facility_id uuid not null references network.facility (id),
  valid_from date not null,
  valid_to date,
  primary key (facility_id, specialty, valid_from),
  check (facility_id <> backup_facility_id)
);
comment on table network.backup is 'The hospital that is called when nobody of a facility answers for a specialty, from when to when.';

create table network.capability (
  facility_id uuid not null references network.facility (id),
  code text not null,
  valid_from date not null,
  valid_to date,
  primary key (facility_id, code, valid_from)
);
comment on table network.capability is 'What a facility can do, such as thrombectomy or cardiac surgery, from when to when.';

alter table network.facility add column latitude double precision, add column longitude double precision;
comment on column network.facility.latitude is 'Degrees north, for the distance between facilities; null while unknown.';
grant select, insert, update on network.backup, network.capability to tuyen_app;

alter table identity.duty_shift drop constraint duty_shift_position_check;
alter table identity.duty_shift add constraint duty_shift_position_check
  check (position in ('first', 'second', 'senior', 'team', 'coordinator', 'leader'));
alter table identity.role drop constraint role_role_check;
alter table identity.role add constraint role_role_check
  check (role in ('doctor', 'nurse', 'coordinator', 'administrator', 'technician', 'leader', 'ministry-viewer'));

create table identity.push_subscription (
  person_id uuid not null references identity.person (id),
  device_id uuid not null,
  label text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  gone_at timestamptz,
  primary key (person_id, device_id)
);
comment on table identity.push_subscription is 'Browsers that ring a person by web push while no page is open (RFC 8030, 8291); gone when the push service says so.';
grant select, insert, update, delete on identity.push_subscription to tuyen_app;

-- The ladder as data, what was sent to whom, and further specialties called to the same case.
create table consults.ladder (
  facility_id uuid not null references network.facility (id),
  version int not null,
  document jsonb not null,
  set_by uuid not null references identity.person (id),
  set_at timestamptz not null,
  primary key (facility_id, version)
);
comment on table consults.ladder is 'Whom a facility rings after how many seconds, and by which channels; the newest version holds for new emergencies.';

create table consults.call (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  role text not null,
  specialty text not null references network.specialty (code),
  facility_id uuid not null references network.facility (id),
  called_by uuid not null references identity.person (id),
  called_at timestamptz not null,
  accepted_by uuid references identity.person (id),
  accepted_at timestamptz,
  joined_at timestamptz,
  unanswered_at timestamptz,
  unique (consult_id, role),
  check ((accepted_by is null) = (accepted_at is null))
);
comment on table consults.call is 'A further specialty called to a running case, as in a red alert; paged until answered like the first. The first call is the consult itself.';
create index call_consult on consults.call (consult_id);
create index call_not_joined on consults.call (accepted_at) where accepted_by is not null and joined_at is null;

alter table consults.consult
  add column is_drill boolean not null default false,
  add column red_alert text,
  add column routing_reasons jsonb not null default '[]',
  add column first_facility_id uuid references network.facility (id),
  add column backup_due_at timestamptz,
  add column backup_rang_at timestamptz;
comment on column consults.consult.is_drill is 'An exercise with a synthetic patient: marked on every screen, kept out of indicators.';
update consults.consult set first_facility_id = supporting_facility_id;
alter table consults.consult alter column first_facility_id set not null;
comment on column consults.consult.first_facility_id is 'The hospital that was asked first; supporting_facility_id becomes the one that answers.';
comment on column consults.consult.routing_reasons is 'Why the first hospital was chosen; later decisions are rows of consults.routing.';
comment on column consults.consult.red_alert is 'The kind of inter-hospital red alert (báo động đỏ liên viện), null for an ordinary emergency.';
comment on column consults.consult.backup_due_at is 'When the backup hospital is called unless somebody answered.';
create index consult_backup_due on consults.consult (backup_due_at) where backup_rang_at is null and status = 'requested';

create table consults.routing (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  at timestamptz not null,
  facility_id uuid not null references network.facility (id),
  why text not null check (why in ('backup', 'rerouted', 'called')),
  reasons jsonb not null,
  decided_by uuid references identity.person (id)
);
comment on table consults.routing is 'To which further hospital a consult went, when, and why; the first decision is on the consult.';
create index routing_consult on consults.routing (consult_id, at);

alter table consults.page
  add column call_id uuid references consults.call (id),
  add column facility_id uuid references network.facility (id),
  add column sends jsonb not null default '[]',
  add column next_send_at timestamptz,
  add column answered_device text;
update consults.page p set facility_id = c.supporting_facility_id from consults.consult c where c.id = p.consult_id;
alter table consults.page alter column facility_id set not null;
comment on column consults.page.facility_id is 'The hospital for which the person is rung.';
comment on column consults.page.sends is 'What is still to be sent while nobody answers: [{channel, afterMs}] counted from rings_at, earliest first.';
comment on column consults.page.next_send_at is 'When the first of them is due; null when nothing is left.';
create index page_send_due on consults.page (next_send_at) where answer is null and next_send_at is not null;
create index page_facility on consults.page (facility_id, rings_at desc);

create table consults.delivery (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  page_id uuid not null references consults.page (id),
  person_id uuid not null references identity.person (id),
  channel text not null check (channel in ('app', 'push', 'sms', 'voice', 'email')),
  device_id uuid,
  device_label text,
  target jsonb,
  receipt_token uuid not null,
  due_at timestamptz not null,
  try_at timestamptz,
  attempts int not null default 0,
  sent_at timestamptz,
  delivered_at timestamptz,
  seen_at timestamptz,
  failed_at timestamptz,
  failure text
);
comment on table consults.delivery is 'One ring of a person through one channel and device: when it was due, sent, delivered, seen, or why it failed.';
comment on column consults.delivery.target is 'Where it is sent; taken away when nothing is left to send.';
create index delivery_due on consults.delivery (channel, try_at) where sent_at is null and failed_at is null;
create index delivery_page on consults.delivery (page_id);
create unique index delivery_app_once on consults.delivery (page_id, device_id) where channel = 'app';

do $$ declare name text; begin
  foreach name in array array['call', 'routing', 'delivery'] loop
    execute format('alter table consults.%I enable row level security', name);
    execute format('alter table consults.%I force row level security', name);
    execute format('create policy see on consults.%I using (consults.takes_part(consult_id)) with check (consults.takes_part(consult_id))', name);
  end loop;
end $$;
grant select, insert, update on consults.call, consults.delivery to tuyen_app;
grant select, insert on consults.routing, consults.ladder to tuyen_app;

alter table records.patient add column is_synthetic boolean not null default false;
comment on column records.patient.is_synthetic is 'Made for an exercise: no human being; marked on every screen.';

create function consults.load_of(facilities uuid[]) returns jsonb
  language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(jsonb_object_agg(f, (select count(*) from consults.consult c
    where c.supporting_facility_id = f and c.status in ('requested', 'accepted', 'concluded') and not c.is_drill)), '{}')
  from unnest(facilities) as f $$;
comment on function consults.load_of(uuid[]) is 'How many emergencies run at each hospital: numbers alone, for routing.';

create function consults.pages_missed(of_facility uuid, since timestamptz, until timestamptz)
  returns table (consult_id uuid, person_id uuid, "position" text, specialty text, rings_at timestamptz,
    over_at timestamptz, answer text, answered_by uuid)
  language sql stable security definer set search_path = pg_catalog as $$
  select p.consult_id, p.person_id, p."position", coalesce(k.specialty, c.specialty), p.rings_at,
    case when p.answer is not null then p.answered_at else coalesce(k.accepted_at, c.accepted_at, c.cancelled_at) end,
    p.answer, coalesce(k.accepted_by, c.accepted_by)
  from consults.page p join consults.consult c on c.id = p.consult_id left join consults.call k on k.id = p.call_id
  where p.facility_id = of_facility and p.rings_at >= since and p.rings_at < until and p.rang_at is not null
    and not c.is_drill and coalesce(p.answer, '') not in ('accepted', 'cancelled')
    and coalesce(k.accepted_by, c.accepted_by, '00000000-0000-0000-0000-000000000000') <> p.person_id
    and (p.answer is not null or coalesce(k.accepted_at, c.accepted_at, platform.actor_now()) > p.rings_at)
    and exists (select 1 from identity.role r where r.person_id = platform.actor_person() and r.facility_id = of_facility
      and r.role in ('coordinator', 'leader', 'administrator') and r.valid_from <= platform.actor_now()
      and (r.valid_to is null or r.valid_to > platform.actor_now()))
  order by p.rings_at desc limit 500 $$;
comment on function consults.pages_missed(uuid, timestamptz, timestamptz) is 'Who was rung for a facility and did not come, without any patient: for those who lead it.';

create policy owner_reads on consults.page for select to tuyen_owner using (true);
create policy owner_reads on consults.call for select to tuyen_owner using (true);

create function consults.coordinates(of_facility uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from identity.role r where r.person_id = platform.actor_person() and r.facility_id = of_facility
    and r.role = 'coordinator' and r.valid_from <= platform.actor_now()
    and (r.valid_to is null or r.valid_to > platform.actor_now())) $$;
comment on function consults.coordinates(uuid) is 'True when the actor coordinates at a facility: they see what waits there, not the record.';

create or replace function consults.takes_part(of_consult uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return platform.actor_is_system()
    or exists (select 1 from consults.participant p
      where p.consult_id = of_consult and p.person_id = platform.actor_person()
        and p.since <= platform.actor_now() and p.withdrawn_at is null)
    or exists (select 1 from consults.consult c
      where c.id = of_consult
        and (c.asked_by = platform.actor_person() or c.asking_facility_id = any (platform.actor_facilities())
          or (c.status = 'requested'
            and (consults.coordinates(c.supporting_facility_id) or consults.coordinates(c.first_facility_id)))));
end $$;
comment on function consults.takes_part(uuid) is 'True when the actor takes part in the thread, treats the patient where it was asked, or coordinates where it waits for an answer.';
