create schema consults;
comment on schema consults is 'Ask, page, accept, conclude, decide, outcome; minutes.';
grant usage on schema consults to tuyen_app;

create table consults.consult (
  id uuid primary key,
  patient_id uuid not null references records.patient (id),
  pathway text not null,
  pathway_version int not null,
  specialty text not null references network.specialty (code),
  urgency text not null check (urgency in ('emergency')),
  question text not null,
  status text not null check (status in ('requested', 'accepted', 'concluded', 'decided', 'completed', 'cancelled')),
  asking_facility_id uuid not null references network.facility (id),
  supporting_facility_id uuid not null references network.facility (id),
  routing_reason text not null,
  support_link_id uuid references network.support_link (id),
  asked_by uuid not null references identity.person (id),
  asked_at timestamptz not null,
  accepted_by uuid references identity.person (id),
  accepted_at timestamptz,
  open_by timestamptz,
  opened_at timestamptz,
  joined_at timestamptz,
  acceptor_seen_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text,
  unanswered_at timestamptz,
  check ((accepted_by is null) = (accepted_at is null))
);
comment on table consults.consult is 'One thread from the first call to the outcome.';
comment on column consults.consult.open_by is 'Until when the one who accepted must have opened the case before the ringing goes on.';
comment on column consults.consult.unanswered_at is 'When nobody was left to ring; the phone number is shown.';
create unique index consult_one_running on consults.consult (patient_id) where status in ('requested', 'accepted');
comment on index consults.consult_one_running is 'One emergency at a time for a patient, also when two people press at once.';
create index consult_asking on consults.consult (asking_facility_id, asked_at desc);
create index consult_waiting on consults.consult (open_by) where status = 'accepted' and joined_at is null;

create table consults.participant (
  consult_id uuid not null references consults.consult (id),
  person_id uuid not null references identity.person (id),
  reason text not null check (reason in ('paged', 'invited')),
  since timestamptz not null,
  withdrawn_at timestamptz,
  primary key (consult_id, person_id)
);
comment on table consults.participant is 'Who takes part in the thread; they keep the thread, opinions and minutes after their sight of the record ended.';
create index participant_person on consults.participant (person_id);

create table consults.page (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  person_id uuid not null references identity.person (id),
  rung int not null,
  position text not null,
  rings_at timestamptz not null,
  rang_at timestamptz,
  seen_at timestamptz,
  answer text check (answer in ('accepted', 'passed', 'silent', 'superseded', 'cancelled')),
  answered_at timestamptz,
  unique (consult_id, person_id),
  check ((answer is null) = (answered_at is null))
);
comment on table consults.page is 'The ladder: who is rung when, and what they answered. A page rings while rings_at has passed, it has no answer and the consult is asked.';
create index page_ringing on consults.page (person_id) where answer is null;
create index page_due on consults.page (rings_at) where answer is null and rang_at is null;

create table consults.message (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  author_id uuid not null references identity.person (id),
  text text not null,
  sent_at timestamptz not null,
  received_at timestamptz not null
);
comment on table consults.message is 'The conversation of a consult.';
create index message_consult on consults.message (consult_id, received_at);

create table consults.conclusion (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  version int not null,
  conclusion text not null,
  next_treatment text not null,
  certainty text not null check (certainty in ('high', 'moderate', 'low')),
  author_id uuid not null references identity.person (id),
  concluded_at timestamptz not null,
  unique (consult_id, version)
);
comment on table consults.conclusion is 'Advice in writing by the specialist; a correction is a new version.';

create table consults.decision (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  version int not null,
  conclusion_version int not null,
  choice text not null check (choice in ('accepted', 'partly', 'not-accepted')),
  reason text not null,
  decided_by uuid not null references identity.person (id),
  decided_at timestamptz not null,
  unique (consult_id, version),
  check (choice = 'accepted' or length(trim(reason)) > 0)
);
comment on table consults.decision is 'What the local doctor decided and is responsible for (Law 15/2023 Art. 64(4), 80(2)).';

create table consults.outcome (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  version int not null,
  result text not null check (result in ('recovered', 'improved', 'unchanged', 'worse', 'died', 'taken-home-moribund', 'transferred')),
  detail text not null,
  recorded_by uuid not null references identity.person (id),
  recorded_at timestamptz not null,
  unique (consult_id, version)
);
comment on table consults.outcome is 'What became of the patient; owed to the specialist. Taken home moribund is distinct from discharge.';

create table consults.minutes (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  version int not null,
  status text not null check (status in ('draft', 'closed', 'signed-once', 'signed', 'filed')),
  content jsonb not null,
  chair_id uuid not null references identity.person (id),
  secretary_id uuid not null references identity.person (id),
  correction_reason text,
  pdf bytea,
  created_at timestamptz not null,
  unique (consult_id, version),
  check (chair_id <> secretary_id)
);
comment on table consults.minutes is 'Minutes of a consult (form 27/BV2 and annex); immutable once signed, corrected by a new version.';

create table consults.signature (
  minutes_id uuid not null references consults.minutes (id),
  slot text not null check (slot in ('chair', 'secretary')),
  person_id uuid not null references identity.person (id),
  role_title text not null,
  certificate_serial text not null,
  certificate_issuer text not null,
  format text not null,
  payload_sha256 text not null,
  signed_at timestamptz not null,
  primary key (minutes_id, slot),
  unique (minutes_id, person_id)
);
comment on table consults.signature is 'Who signed which slot of the minutes, with which certificate.';

create function consults.takes_part(of_consult uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return platform.actor_is_system()
    or exists (select 1 from consults.participant p
      where p.consult_id = of_consult and p.person_id = platform.actor_person()
        and p.since <= platform.actor_now() and p.withdrawn_at is null)
    or exists (select 1 from consults.consult c
      where c.id = of_consult
        and (c.asked_by = platform.actor_person() or c.asking_facility_id = any (platform.actor_facilities())));
end $$;
comment on function consults.takes_part(uuid) is 'True when the actor takes part in the thread, or treats the patient where it was asked.';

alter table consults.consult enable row level security;
alter table consults.consult force row level security;
create policy owner_reads on consults.consult for select to tuyen_owner using (true);
create policy see on consults.consult to tuyen_app
  using (asking_facility_id = any (platform.actor_facilities()) or consults.takes_part(id))
  with check (asking_facility_id = any (platform.actor_facilities()) or consults.takes_part(id));

alter table consults.participant enable row level security;
alter table consults.participant force row level security;
create policy owner_reads on consults.participant for select to tuyen_owner using (true);
create policy see on consults.participant to tuyen_app
  using (consults.takes_part(consult_id)) with check (consults.takes_part(consult_id));

do $$ declare name text; begin
  foreach name in array array['page', 'message', 'conclusion', 'decision', 'outcome', 'minutes'] loop
    execute format('alter table consults.%I enable row level security', name);
    execute format('alter table consults.%I force row level security', name);
    execute format('create policy see on consults.%I using (consults.takes_part(consult_id)) with check (consults.takes_part(consult_id))', name);
  end loop;
end $$;

alter table consults.signature enable row level security;
alter table consults.signature force row level security;
create policy see on consults.signature
  using (exists (select 1 from consults.minutes m where m.id = minutes_id))
  with check (exists (select 1 from consults.minutes m where m.id = minutes_id));

grant select, insert on all tables in schema consults to tuyen_app;
grant update on consults.consult, consults.page, consults.participant, consults.minutes to tuyen_app;
