create schema sessions;
comment on schema sessions is 'The live room: who may join, who is there, and its end.';
grant usage on schema sessions to tuyen_app;

create table sessions.session (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid references records.patient (id),
  status text not null check (status in ('planned', 'in-progress', 'finished')),
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  unique (subject_kind, subject_id)
);
comment on table sessions.session is 'A room for an opaque subject, such as a consult.';

create table sessions.participant (
  session_id uuid not null references sessions.session (id),
  person_id uuid not null references identity.person (id),
  role text not null check (role in ('chair', 'secretary', 'expert', 'presenter', 'member')),
  facility_id uuid not null references network.facility (id),
  invited_at timestamptz not null,
  revoked_at timestamptz,
  primary key (session_id, person_id)
);
comment on table sessions.participant is 'Who may enter a room, in which role, for which facility.';
create index participant_person on sessions.participant (person_id);

create table sessions.presence (
  id uuid primary key,
  session_id uuid not null references sessions.session (id),
  person_id uuid not null references identity.person (id),
  joined_at timestamptz not null,
  left_at timestamptz,
  left_because text
);
comment on table sessions.presence is 'Who was in the room from when to when, also broken links.';
create index presence_session on sessions.presence (session_id, joined_at);

create function sessions.may_enter(of_session uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select platform.actor_is_system() or exists (select 1 from sessions.participant p
    where p.session_id = of_session and p.person_id = platform.actor_person() and p.revoked_at is null)
$$;
comment on function sessions.may_enter(uuid) is 'True when the actor is invited into the room and not revoked.';

alter table sessions.participant enable row level security;
alter table sessions.participant force row level security;
create policy owner_reads on sessions.participant for select to tuyen_owner using (true);
create policy see on sessions.participant to tuyen_app using (sessions.may_enter(session_id)) with check (true);
alter table sessions.session enable row level security;
alter table sessions.session force row level security;
create policy see on sessions.session using (sessions.may_enter(id)) with check (true);
alter table sessions.presence enable row level security;
alter table sessions.presence force row level security;
create policy see on sessions.presence using (sessions.may_enter(session_id)) with check (sessions.may_enter(session_id));

grant select, insert, update on all tables in schema sessions to tuyen_app;
